/**
 * Which app client has which id, for the token trigger: in its own variable, or in a parameter of which it knows the name
 * alone, because a function that refers to the clients comes after them.
 */
import type { IUserPoolClient } from 'aws-cdk-lib/aws-cognito'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import type { TokenTriggerProps } from './token-trigger.ts'

/** JSON: name of a client → its id. Ids are no secrets. */
export const directoryText = (clients: ReadonlyMap<string, IUserPoolClient>): string =>
  JSON.stringify(Object.fromEntries([...clients].map(([name, client]) => [name, client.userPoolClientId])))

/** A String parameter. Its own name is known before anything is deployed, so that naming it is no reference. */
export class ClientDirectory extends StringParameter {
  constructor(scope: Construct, id: string, { system, pool, clients }: Omit<TokenTriggerProps, 'userPool'>) {
    super(scope, id, {
      parameterName: system.names.clientDirectory(pool),
      description: `App clients of the ${pool} pool: catalog name to client id`,
      stringValue: directoryText(clients),
    })
  }
}
