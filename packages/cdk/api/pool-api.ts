/**
 * The HTTP API of one pool: exactly the operations that some client of the pool may call, each behind its one scope.
 *
 * Explicit routes only. A `$default` or `{proxy+}` route would catch every method and path that no explicit route
 * names, past the scopes.
 *
 * @module
 */
import type { PoolName } from '@scopegate/scopes/catalog'
import { operationsOf } from '@scopegate/scopes/exposure'
import { wireName } from '@scopegate/scopes/lookup'
import { type Access, type Method, type Operation, operations, type Service } from '@scopegate/scopes/operations'
import {
  type AddRoutesOptions,
  CfnApi,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { describe } from '../describe.ts'
import type { PoolIdentity } from '../identity/pool-identity.ts'
import { accessLog } from './access-log.ts'
import { corsOf } from './cors.ts'
import { poolAuthorizer } from './pool-authorizer.ts'

export interface PoolApiProps {
  readonly identity: PoolIdentity
  readonly services: Readonly<Record<Service, IFunction>>
}

const httpMethods: Readonly<Record<Method, HttpMethod>> = {
  GET: HttpMethod.GET,
  POST: HttpMethod.POST,
  PUT: HttpMethod.PUT,
  PATCH: HttpMethod.PATCH,
  DELETE: HttpMethod.DELETE,
}

export class PoolApi extends Construct {
  /** Where the API answers, without a trailing slash. */
  readonly url: string

  constructor(scope: Construct, id: string, { identity, services }: PoolApiProps) {
    super(scope, id)
    const { pool } = identity
    const cors = corsOf(pool)
    const api = new HttpApi(this, 'Api', {
      apiName: `${pool}-api`,
      createDefaultStage: false,
      ...(cors === undefined ? {} : { corsPreflight: cors }),
    })
    describe(api, CfnApi, { 'scopegate:pool': pool })
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      // Far below the account's limit, which all APIs share: one caller's loop must not silence the other pools.
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: accessLog(this),
    })
    this.addOperations(api, pool, poolAuthorizer(identity), services)
    this.url = api.apiEndpoint
  }

  private addOperations(
    api: HttpApi,
    pool: PoolName,
    authorizer: IHttpRouteAuthorizer,
    services: PoolApiProps['services'],
  ): void {
    for (const id of operationsOf(pool)) {
      const { access, method, path, service }: Operation = operations[id]
      api.addRoutes({
        path,
        methods: [httpMethods[method]],
        // Permission for the API as a whole: it has no other routes, and one for each would outgrow a function's policy.
        integration: new HttpLambdaIntegration(service, services[service], { scopePermissionToRoute: false }),
        ...authorization(access, authorizer),
      })
    }
  }
}

/** Exactly one scope, or none and no authorizer: an empty list on a protected route would open it to any token. */
function authorization(
  access: Access,
  authorizer: IHttpRouteAuthorizer,
): Pick<AddRoutesOptions, 'authorizer' | 'authorizationScopes'> {
  switch (access.kind) {
    case 'scope':
      return { authorizer, authorizationScopes: [wireName(access.scope)] }
    case 'public':
      return { authorizer: new HttpNoneAuthorizer(), authorizationScopes: [] }
  }
}
