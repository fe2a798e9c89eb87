/** What the algebra says each gate must answer: computed from the contract alone, without asking either gate. */
import { exposes, type OperationId, operations } from '../support/contract.ts'

/** A gate's answer: it let the request through, or it refused with this status. */
export type Verdict = 'yes' | '401' | '403' | '404'

/** What matters of the token that a principal presents. */
export type Presented =
  | { readonly kind: 'none' }
  | { readonly kind: 'access'; readonly pool: string; readonly scopes: readonly string[] }
  | { readonly kind: 'id'; readonly pool: string }
  | { readonly kind: 'expired' }
  /** Well signed, by an issuer that nobody here trusts. */
  | { readonly kind: 'foreign' }

/** The answer of a pool's HTTP API, before any service was asked. */
export function gatewayVerdict(presented: Presented, operation: OperationId, api: string): Verdict {
  const row = operations[operation]
  // Routes are chosen before anybody is authorized: an operation that the API does not carry is unknown to everyone.
  if (!exposes(api, row)) return '404'
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
