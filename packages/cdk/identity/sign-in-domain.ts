/**
 * The address of a pool's OAuth endpoints and of its sign-in pages.
 *
 * @module
 */
import { Aws } from 'aws-cdk-lib'
import {
  CfnManagedLoginBranding,
  type IUserPool,
  type IUserPoolClient,
  ManagedLoginVersion,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { System } from '../system.ts'

export interface SignInDomainProps {
  readonly system: System
  readonly pool: string
  readonly userPool: IUserPool
  /** The clients that send people to the pages, by name. */
  readonly browserClients: ReadonlyMap<string, IUserPoolClient>
}

export class SignInDomain extends Construct {
  /** Where clients get tokens: `https://<prefix>.auth.<region>.amazoncognito.com/oauth2/token`. */
  readonly tokenUrl: string

  constructor(scope: Construct, id: string, { system, pool, userPool, browserClients }: SignInDomainProps) {
    super(scope, id)
    const domainPrefix = system.names.domainPrefix(pool)
    new UserPoolDomain(this, 'Domain', {
      userPool,
      cognitoDomain: { domainPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    })
    this.tokenUrl = `https://${domainPrefix}.auth.${Aws.REGION}.amazoncognito.com/oauth2/token`
    // The newer pages answer with an error until a client has a style, and clients made by an API call have none.
    for (const [name, client] of browserClients) {
      new CfnManagedLoginBranding(this, `Branding-${name}`, {
        userPoolId: userPool.userPoolId,
        clientId: client.userPoolClientId,
        useCognitoProvidedValues: true,
      })
    }
  }
}
