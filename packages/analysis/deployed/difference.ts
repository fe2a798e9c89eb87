/** One way in which something deployed is not what it should be: what, where, and whether it opens a door. */

/**
 * `opens`: somebody may do more than they should. `closes`: somebody may do less. `differs`: neither, or the source does
 * not say. What could be both counts as `opens`.
 */
export type Direction = 'opens' | 'closes' | 'differs'

/** The thing that differs, by its names in the catalog; what the catalog lacks, by its id. */
export type Where =
  | { readonly in: 'pool'; readonly pool: string }
  | { readonly in: 'resource server'; readonly pool: string; readonly resourceServer: string }
  | { readonly in: 'client'; readonly pool: string; readonly client: string }
  /** An API bears the name of its pool. */
  | { readonly in: 'api'; readonly pool: string }
  | { readonly in: 'route'; readonly pool: string; readonly route: string }

/** Every kind, with what it is about. A kind never means anything else later. */
export const differenceKinds = {
  pool_missing: 'the user pool',
  pool_extra: 'the user pool',
  pool_plan: 'the feature plan',
  pool_trigger: 'the token trigger',
  pool_mfa: 'the second factor',
  resource_server_missing: 'the resource server',
  resource_server_extra: 'the resource server',
  resource_server_name: 'its display name',
  scope_missing: 'the scopes that exist',
  scope_extra: 'the scopes that exist',
  scope_description: 'the description of a scope',
  client_missing: 'the app client',
  client_extra: 'the app client',
  client_secret: 'the client secret',
  client_flow_missing: 'the OAuth flows',
  client_flow_extra: 'the OAuth flows',
  client_scope_missing: 'the scopes that it may request',
  client_scope_extra: 'the scopes that it may request',
  client_sign_in_missing: 'the ways to sign in through the SDK',
  client_sign_in_extra: 'the ways to sign in through the SDK',
  client_callback_missing: 'the callback addresses',
  client_callback_extra: 'the callback addresses',
  client_logout_missing: 'the logout addresses',
  client_logout_extra: 'the logout addresses',
  client_access_token_life: 'the life of access tokens',
  client_id_token_life: 'the life of ID tokens',
  client_refresh_token_life: 'the life of refresh tokens',
  client_revocation: 'the revocation of tokens',
  client_rotation: 'the rotation of refresh tokens',
  client_writable_missing: 'the attributes that it may write',
  client_writable_extra: 'the attributes that it may write',
  api_missing: 'the API',
  api_extra: 'the API',
  audience_missing: 'the clients whose tokens it takes',
  audience_extra: 'the clients whose tokens it takes',
  cors_missing: 'the pages that may call it',
  cors_extra: 'the pages that may call it',
  cors_origin_missing: 'the origins of pages that may call it',
  cors_origin_extra: 'the origins of pages that may call it',
  cors_method_missing: 'the methods that pages may use',
  cors_method_extra: 'the methods that pages may use',
  cors_header_missing: 'the headers that pages may send',
  cors_header_extra: 'the headers that pages may send',
  cors_credentials: 'cookies of pages',
  route_missing: 'the route',
  route_extra: 'the route',
  route_authorization: 'who may call it',
  route_scope_missing: 'the scopes of which one opens it',
  route_scope_extra: 'the scopes of which one opens it',
  route_scope_none: 'the scopes of which one opens it',
  route_tokens: 'the pool whose tokens it takes',
} as const satisfies Readonly<Record<string, string>>

export type DifferenceKind = keyof typeof differenceKinds

/** The part of a kind before `_missing` and `_extra`, for lists that are sets. */
export type SetKind = {
  [Kind in DifferenceKind]: Kind extends `${infer Name}_missing`
    ? `${Name}_extra` extends DifferenceKind
      ? Name
      : never
    : never
}[DifferenceKind]

export interface Difference {
  readonly kind: DifferenceKind
  readonly direction: Direction
  readonly where: Where
  /** What should be, in words: ``without `deposit/write:deposit` ``. */
  readonly expected: string
  readonly found: string
}
