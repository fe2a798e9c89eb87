/**
 * The HTTP API of one pool: exactly the operations that some client of the pool may call, each behind its one scope.
 *
 * Explicit routes only. A `$default` or `{proxy+}` route would catch every method and path that no explicit route
 * names, past the scopes.
 */
import type { Access, ContractIndex, CustomDomain } from '@scopegate/contract'
import {
  CfnApi,
  CfnRoute,
  type CfnRouteProps,
  DomainName,
  HttpApi,
  type HttpAuthorizer,
  HttpIntegration,
  HttpIntegrationType,
  HttpStage,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets'
import { Construct } from 'constructs'
import { addressRecord } from '../address-record.ts'
import { describe } from '../describe.ts'
import type { PoolIdentity } from '../identity/pool-identity.ts'
import type { System } from '../system.ts'
import { accessLog } from './access-log.ts'
import { corsOf } from './cors.ts'
import { poolAuthorizer } from './pool-authorizer.ts'

export interface PoolApiProps {
  readonly system: System
  readonly identity: PoolIdentity
  readonly functions: ReadonlyMap<string, IFunction>
}

export class PoolApi extends Construct {
  /** Where the API answers, without a trailing slash. */
  readonly url: string
  readonly httpApi: HttpApi

  constructor(scope: Construct, id: string, { system, identity, functions }: PoolApiProps) {
    super(scope, id)
    const { pool } = identity
    const cors = corsOf(system.index, pool)
    const own = system.stage.apiDomains?.[pool]
    const api = new HttpApi(this, 'Api', {
      apiName: system.names.api(pool),
      createDefaultStage: false,
      // One address each: what is watched and limited at a domain would be passed by at the other.
      ...(own === undefined ? {} : { disableExecuteApiEndpoint: true }),
      ...(cors === undefined ? {} : { corsPreflight: cors }),
    })
    describe(api, CfnApi, { 'scopegate:pool': pool })
    const { rate, burst } = system.stage.throttle ?? { rate: 200, burst: 400 }
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      // Far below the account's limit, which all APIs share: one caller's loop must not silence the other pools.
      throttle: { rateLimit: rate, burstLimit: burst },
      accessLogSettings: accessLog(this),
      ...(own === undefined ? {} : { domainMapping: { domainName: this.addDomain(own) } }),
    })
    this.addOperations(api, system.index, poolAuthorizer(api, identity), { pool, functions })
    this.httpApi = api
    this.url = own === undefined ? api.apiEndpoint : `https://${own.domainName}`
  }

  private addDomain(own: CustomDomain): DomainName {
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', own.certificateArn)
    const domain = new DomainName(this, 'Domain', { domainName: own.domainName, certificate })
    addressRecord(this, own, new ApiGatewayv2DomainProperties(domain.regionalDomainName, domain.regionalHostedZoneId))
    return domain
  }

  private addOperations(
    api: HttpApi,
    index: ContractIndex,
    authorizer: HttpAuthorizer,
    { pool, functions }: { readonly pool: string; readonly functions: PoolApiProps['functions'] },
  ): void {
    const services = new Construct(this, 'Services')
    const integrations = new Map<string, HttpIntegration>()
    for (const { id, operation } of index.operationsOf(pool)) {
      const { access, method, path, service } = operation
      const made = functions.get(service)
      if (made === undefined)
        throw new Error(`The operation \`${id}\` is of the service \`${service}\`, which the contract does not have`)
      const integration = integrations.get(service) ?? serviceIntegration(services, service, api, made)
      integrations.set(service, integration)
      new CfnRoute(new Construct(api, `${method}${path}`), 'Resource', {
        apiId: api.apiId,
        routeKey: `${method} ${path}`,
        target: `integrations/${integration.integrationId}`,
        ...authorization(index, access, authorizer),
      })
    }
  }
}

/**
 * What calls the service for all of its routes: one for each would let a stack hold half as many. It belongs to no route,
 * so that none of the others changes when one goes.
 */
function serviceIntegration(scope: Construct, service: string, api: HttpApi, made: IFunction): HttpIntegration {
  const integration = new HttpIntegration(scope, service, {
    httpApi: api,
    integrationType: HttpIntegrationType.AWS_PROXY,
    integrationUri: made.functionArn,
    payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
  })
  // For the API as a whole: it has no other routes, and one for each would outgrow a function's policy.
  made.addPermission('Permission', {
    scope: integration,
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: api.arnForExecuteApi(),
  })
  return integration
}

/** Exactly one scope, or none and no authorizer: an empty list on a protected route would open it to any token. */
function authorization(
  { wireName }: ContractIndex,
  access: Access,
  { authorizerId }: HttpAuthorizer,
): Pick<CfnRouteProps, 'authorizationType' | 'authorizerId' | 'authorizationScopes'> {
  switch (access.kind) {
    case 'scope':
      return { authorizationType: 'JWT', authorizerId, authorizationScopes: [wireName(access.scope)] }
    case 'public':
      return { authorizationType: 'NONE' }
  }
}
