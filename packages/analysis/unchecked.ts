/**
 * The contract as Node sees it. Node strips types: a row that no type checker looked at may hold any text where a name
 * belongs, or lack a field. So these types promise little, and `validate.ts` checks the rest.
 *
 * @module
 */
type Rows<Row> = Readonly<Record<string, Row>>

export interface ScopeRow {
  readonly roles?: readonly string[]
}

export interface ResourceServerRow {
  readonly scopes?: Rows<ScopeRow>
}

export interface ClientRow {
  readonly kind?: string
  readonly scopes?: string | readonly string[]
  readonly identityScopes?: readonly string[]
  readonly accessTokenMinutes?: number
  readonly refreshTokenDays?: number
  readonly redirectUris?: readonly string[]
  readonly logoutUris?: readonly string[]
  readonly org?: string
  readonly role?: string
}

export interface PoolRow {
  readonly org?: string
  readonly mfa?: string
  readonly roles?: readonly string[]
  readonly clients?: Rows<ClientRow>
}

export interface OperationRow {
  readonly service?: string
  readonly method?: string
  readonly path?: string
  readonly tenancy?: string
  readonly callers?: string
  readonly access?: {
    readonly kind?: string
    readonly scope?: string
    readonly reason?: string
    readonly gateway?: { readonly exposed?: boolean; readonly reason?: string }
  }
}

/** The whole of the contract, whosever. */
export interface UncheckedContract {
  readonly resourceServers: Rows<ResourceServerRow>
  readonly roles: Rows<object>
  readonly pools: Rows<PoolRow>
  readonly services: Rows<object>
  readonly operations: Rows<OperationRow>
}
