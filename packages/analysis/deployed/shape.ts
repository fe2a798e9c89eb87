/**
 * What is deployed, or would be, as far as it decides who may call what: user pools, app clients, resource servers and APIs, by
 * their names in the catalog. One form for the contract (`expected.ts`), a synthesized template and an AWS account.
 */

/** One scope as Cognito declares it. */
export interface DeployedResourceServer {
  readonly name: string
  /** Scope name without the resource server's identifier → description. */
  readonly scopes: Readonly<Record<string, string>>
}

export interface DeployedClient {
  readonly hasSecret: boolean
  /** OAuth flows: `code`, `implicit`, `client_credentials`. Empty where OAuth is off. */
  readonly flows: readonly string[]
  /** The scopes that it may request, as it requests them: `openid`, `fleet/read:fleet`. */
  readonly scopes: readonly string[]
  /** `ExplicitAuthFlows`: `ALLOW_USER_PASSWORD_AUTH`, … */
  readonly authFlows: readonly string[]
  readonly callbackUrls: readonly string[]
  readonly logoutUrls: readonly string[]
  /** In seconds, whatever unit the source used. */
  readonly accessTokenSeconds: number
  readonly idTokenSeconds: number
  readonly refreshTokenSeconds: number
  readonly tokenRevocation: boolean
  /** How long a refresh token works after its rotation; `undefined` where none is rotated. */
  readonly refreshGraceSeconds: number | undefined
  /** The attributes that the client may write; `undefined` where the source does not say, and Cognito decides. */
  readonly writeAttributes: readonly string[] | undefined
}

export interface DeployedPool {
  /** `LITE`, `ESSENTIALS`, `PLUS`; `undefined` where the source does not say. */
  readonly plan: string | undefined
  /** The Pre Token Generation trigger's version, `V1_0` for one of the old kind; `undefined` for none. */
  readonly triggerVersion: string | undefined
  /** `ON`, `OPTIONAL`, `OFF`; `undefined` where the source does not say. */
  readonly mfa: string | undefined
  readonly resourceServers: Readonly<Record<string, DeployedResourceServer>>
  /** By the client's name in the catalog. */
  readonly clients: Readonly<Record<string, DeployedClient>>
}

export interface DeployedRoute {
  /** `JWT`, `NONE`, or another kind that API Gateway knows. */
  readonly authorization: string
  /** Any of them opens the route. */
  readonly scopes: readonly string[]
  /** The pool whose tokens the route's authorizer takes; `undefined` without authorizer, `unknown` for a foreign issuer. */
  readonly tokensOf: string | undefined
}

export interface DeployedCors {
  readonly origins: readonly string[]
  readonly methods: readonly string[]
  readonly headers: readonly string[]
  readonly credentials: boolean
}

export interface DeployedApi {
  /** By route key: `GET /v1/fleet`, `$default`. */
  readonly routes: Readonly<Record<string, DeployedRoute>>
  /** The app clients whose tokens the API's authorizers take, by name; an id that no known client has stays an id. */
  readonly audience: readonly string[]
  /** `undefined` for an API that answers no preflight. */
  readonly cors: DeployedCors | undefined
}

export interface DeployedSystem {
  /** By pool. */
  readonly pools: Readonly<Record<string, DeployedPool>>
  /** By the pool whose API it is. */
  readonly apis: Readonly<Record<string, DeployedApi>>
}
