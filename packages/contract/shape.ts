/** The shape of the catalog's rows: types only, so that `catalog.ts` reads as data. */

/** How much harm a holder of the scope could do. `high` moves money or acts on another organization. */
export type Risk = 'low' | 'medium' | 'high'

/** Kinds of data the OpenID Connect scopes release to a client's ID token and userinfo. */
export type IdentityScope = 'openid' | 'email' | 'profile'

export interface RoleSpec {
  readonly description: string
}

export interface ScopeSpec<Role extends string> {
  /** One sentence for the consent of whoever grants it; becomes Cognito's ScopeDescription (1 to 256 characters). */
  readonly description: string
  readonly risk: Risk
  /**
   * The people's roles that may hold this scope. An empty list means that no person may.
   * Machines are not listed: a machine holds what its own client entry says.
   */
  readonly roles: readonly Role[]
}

export interface ResourceServerSpec<Role extends string> {
  /** Display name in Cognito (pattern `[\w\s+=,.@-]+`). The identifier is the key of the row. */
  readonly name: string
  readonly scopes: Readonly<Record<string, ScopeSpec<Role>>>
}

interface ClientBase {
  readonly description: string
  /** Life of an access token in minutes. Cognito accepts 5 to 1,440. */
  readonly accessTokenMinutes: number
}

interface PeopleClient<Scope extends string> extends ClientBase {
  /**
   * The most that any token of this client may hold. `pool-roles` is whatever the roles of its pool
   * may hold, for our own applications: the person's role is then the only limit.
   */
  readonly scopes: 'pool-roles' | readonly Scope[]
  /** Life of a refresh token in days. */
  readonly refreshTokenDays: number
  /** Whether a token may carry `aws.cognito.signin.user.admin`, which lets a person edit their own profile in Cognito. */
  readonly selfService: boolean
}

/** A client that sends people to the hosted sign-in page: authorization code with PKCE. */
interface PageClient<Scope extends string> extends PeopleClient<Scope> {
  readonly identityScopes: readonly IdentityScope[]
  /**
   * Exact callback addresses. They differ from stage to stage, so that the stages give them and not the contract:
   * `stagedContract` has them.
   */
  readonly redirectUris?: readonly string[]
  /** The same for signing out. */
  readonly logoutUris?: readonly string[]
}

/** An application in a browser, without a secret. The origins of its callback addresses are the CORS origins of the pool's API. */
export interface BrowserClientSpec<Scope extends string> extends PageClient<Scope> {
  readonly kind: 'browser'
}

/** An application on the person's own device, without a secret: it comes back to a private-use scheme or to loopback (RFC 8252). */
export interface NativeClientSpec<Scope extends string> extends PageClient<Scope> {
  readonly kind: 'native'
}

/** An application whose pages a server renders: the server has a secret, and the tokens. */
export interface WebClientSpec<Scope extends string> extends PageClient<Scope> {
  readonly kind: 'web'
}

/** An application that signs people in through the AWS SDK. It cannot request OAuth scopes; the trigger adds them. */
export interface SdkClientSpec<Scope extends string> extends PeopleClient<Scope> {
  readonly kind: 'sdk'
}

/** A partner's machine: client credentials with a secret, bound to one organization. */
export interface MachineClientSpec<Scope extends string, Role extends string> extends ClientBase {
  readonly kind: 'machine'
  /** The most that a token of this client may hold, scope by scope. */
  readonly scopes: readonly Scope[]
  readonly org: string
  /** Goes into the token's `role` claim. It widens and narrows nothing. */
  readonly role: Role
}

export type ClientSpec<Scope extends string, Role extends string> =
  | BrowserClientSpec<Scope>
  | NativeClientSpec<Scope>
  | WebClientSpec<Scope>
  | SdkClientSpec<Scope>
  | MachineClientSpec<Scope, Role>

/** One user pool for each application context, so that a token of one context is worthless in another. */
export interface PoolSpec<Scope extends string, Role extends string> {
  readonly description: string
  /** `required`: each caller of this pool belongs to one organization. `none`: the pool's people act on `{org}` paths. */
  readonly org: 'required' | 'none'
  /**
   * Whether each person must sign in with a time-based one-time password besides (`required`), or may. `required` where a
   * stolen password would reach every organization.
   */
  readonly mfa: 'required' | 'optional'
  /** The only values of the `role` claim that this pool may issue. */
  readonly roles: readonly Role[]
  readonly clients: Readonly<Record<string, ClientSpec<Scope, Role>>>
}
