/**
 * Which app client has which id, for the token trigger: a pool's trigger cannot name the pool's clients, because the
 * pool comes before its clients and the trigger before the pool. So the stack writes the ids into a parameter, and the
 * trigger knows only the parameter's name.
 */
import type { IUserPoolClient } from 'aws-cdk-lib/aws-cognito'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import type { PoolPart } from '../system.ts'

/**
 * A String parameter whose value is JSON: name of a client → its id. Its own name is known before anything is deployed, so
 * that naming it is no reference. Ids are no secrets.
 */
export class ClientDirectory extends StringParameter {
  constructor(
    scope: Construct,
    id: string,
    { system, pool, clients }: Omit<PoolPart, 'userPool'> & { readonly clients: ReadonlyMap<string, IUserPoolClient> },
  ) {
    super(scope, id, {
      parameterName: system.names.clientDirectory(pool),
      description: `App clients of the ${pool} pool: catalog name to client id`,
      stringValue: JSON.stringify(
        Object.fromEntries([...clients].map(([name, client]) => [name, client.userPoolClientId])),
      ),
    })
  }
}
