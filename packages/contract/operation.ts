/**
 * The shape of an operation's row: types, and the two ways to say who may call it.
 *
 * One scope each, because the HTTP API's check is any-of: with a single scope any-of and all-of are the same thing, and
 * the two gates cannot disagree.
 */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call an operation: holders of one scope, or everyone for a written reason. */
export type Access<Scope extends string = string> =
  | { readonly kind: 'scope'; readonly scope: Scope }
  | {
      readonly kind: 'public'
      /** Why callers do not have to prove who they are. */
      readonly reason: string
      /** Whether the pools' APIs expose it as well, and why or why not. */
      readonly gateway: { readonly exposed: boolean; readonly reason: string }
    }

/**
 * Whose data an operation touches. `caller`: the caller's own organization, so a caller without one is refused.
 * `path`: the organization that the path names as `{org}`. `none`: no organization's data.
 */
export type Tenancy = 'caller' | 'path' | 'none'

/** Whether machines may call an operation that their scope opens, or people alone: a machine has no profile, say. */
export type Callers = 'everyone' | 'people'

/** One HTTP operation. */
export interface OperationSpec<Scope extends string = string, Service extends string = string> {
  /** The service that implements it: one Lambda function each, all of them in one process on one machine. */
  readonly service: Service
  readonly method: Method
  /** In API Gateway's form: `/v1/orders/{id}`. */
  readonly path: `/${string}`
  readonly summary: string
  /** Required, with no default: forgetting it is a compile error, not an open door. */
  readonly access: Access<Scope>
  readonly tenancy: Tenancy
  readonly callers: Callers
  /**
   * Whether it answers a list page by page, with the query parameters `limit` and `cursor`. Left out, it takes no
   * query parameter at all.
   */
  readonly list?: true
  /** Further query parameters that the handler checks itself, by name. Every other is refused. */
  readonly query?: readonly string[]
}

/** The operation is open to callers whose access token carries this scope. */
export const requires = <const S extends string>(scope: S) => ({ kind: 'scope', scope }) as const

/** The operation is open to everyone. Both reasons are read by reviewers; write them in full. */
export const openTo = <const R extends string, const E extends boolean>(
  reason: R,
  gateway: { readonly exposed: E; readonly reason: string },
) => ({ kind: 'public', reason, gateway }) as const
