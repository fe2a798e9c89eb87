/**
 * What the algebra says each gate must answer: computed from the contract alone, without asking either gate.
 *
 * @module
 */
import type { PoolName, Scope } from '@scopegate/scopes/catalog'
import { isExposed } from '@scopegate/scopes/exposure'
import { type OperationId, operations } from '@scopegate/scopes/operations'

/** A gate's answer: it let the request through, or it refused with this status. */
export type Verdict = 'yes' | '401' | '403' | '404'

/** What matters of the token that a principal presents. */
export type Presented =
  | { readonly kind: 'none' }
  | { readonly kind: 'access'; readonly pool: PoolName; readonly scopes: readonly Scope[] }
  | { readonly kind: 'id'; readonly pool: PoolName }
  | { readonly kind: 'expired' }
  /** Well signed, by an issuer that nobody here trusts. */
  | { readonly kind: 'foreign' }

/** The answer of a pool's HTTP API, before any service was asked. */
export function gatewayVerdict(presented: Presented, operation: OperationId, api: PoolName): Verdict {
  const row = operations[operation]
  // Routes are chosen before anybody is authorized: an operation that the API does not carry is unknown to everyone.
  if (!isExposed(row, api)) return '404'
  if (row.access.kind === 'public') return 'yes'
  switch (presented.kind) {
    case 'none':
    case 'expired':
    case 'foreign':
      return '401'
    case 'id':
      // The authorizer does not look at `token_use`. Without a scope on the route it would let an ID token pass.
      return presented.pool === api ? '403' : '401'
    case 'access':
      if (presented.pool !== api) return '401'
      return presented.scopes.includes(row.access.scope) ? 'yes' : '403'
  }
}

/** The answer of the services, which know all pools and have no gateway in front. */
export function serviceVerdict(presented: Presented, operation: OperationId): Verdict {
  const { access } = operations[operation]
  if (access.kind === 'public') return 'yes'
  if (presented.kind !== 'access') return '401'
  return presented.scopes.includes(access.scope) ? 'yes' : '403'
}
