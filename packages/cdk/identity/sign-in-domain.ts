/** The address of a pool's OAuth endpoints and of its sign-in pages. */
import { Aws } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  CfnManagedLoginBranding,
  type IUserPool,
  type IUserPoolClient,
  ManagedLoginVersion,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito'
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets'
import { Construct } from 'constructs'
import { addressRecord } from '../address-record.ts'
import type { PoolPart, System } from '../system.ts'

export interface SignInDomainProps extends PoolPart {
  /** The clients that send people to the pages, by name. */
  readonly browserClients: ReadonlyMap<string, IUserPoolClient>
}

export class SignInDomain extends Construct {
  /** Where clients get tokens: at `<prefix>.auth.<region>.amazoncognito.com`, or at the team's own domain. */
  readonly tokenUrl: string

  constructor(scope: Construct, id: string, { system, pool, userPool, browserClients }: SignInDomainProps) {
    super(scope, id)
    this.tokenUrl = `https://${this.addDomain(system, pool, userPool)}/oauth2/token`
    // The newer pages answer with an error until a client has a style, and clients made by an API call have none.
    for (const [name, client] of browserClients) {
      new CfnManagedLoginBranding(this, `Branding-${name}`, {
        userPoolId: userPool.userPoolId,
        clientId: client.userPoolClientId,
        useCognitoProvidedValues: true,
      })
    }
  }

  private addDomain({ stage, names }: System, pool: string, userPool: IUserPool): string {
    const managedLoginVersion = ManagedLoginVersion.NEWER_MANAGED_LOGIN
    const own = stage.signInDomains?.[pool]
    if (own === undefined) {
      const domainPrefix = names.domainPrefix(pool)
      new UserPoolDomain(this, 'Domain', { userPool, cognitoDomain: { domainPrefix }, managedLoginVersion })
      return `${domainPrefix}.auth.${Aws.REGION}.amazoncognito.com`
    }
    const { domainName, certificateArn } = own
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn)
    // Another name in the construct tree: the new domain is made before the one with the prefix goes.
    const domain = new UserPoolDomain(this, 'OwnDomain', {
      userPool,
      customDomain: { domainName, certificate },
      managedLoginVersion,
    })
    // CloudFront's own zone, which is the same for all: CDK's target would look it up in a mapping, for China's sake.
    const target = { dnsName: domain.cloudFrontEndpoint, hostedZoneId: CloudFrontTarget.CLOUDFRONT_ZONE_ID }
    addressRecord(this, own, { bind: () => target })
    return domainName
  }
}
