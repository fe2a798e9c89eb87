/**
 * Why a good token does not carry the scope that an operation needs. Neither layer says; the contract knows.
 *
 * @module
 */
import { orgFault, roleFault } from './assignment.ts'
import type { Reason } from './check.ts'
import type { Facts } from './facts.ts'
import { scopesIn } from './reading.ts'

/**
 * The reason, the most basic first: a token of the wrong kind lacks every scope.
 *
 * @param name the scope's short name
 */
export function whyLacking(facts: Facts, name: string): Reason {
  const { claims, clientOf, scopesOfRole } = facts
  if (claims['token_use'] === 'id') return 'id_token'
  if (claims['token_use'] !== 'access') return 'not_an_access_token'
  const client = clientOf(claims['client_id'])
  if (client === undefined) return 'foreign_client'
  // Whom nobody has assigned gets a token without any scope.
  const fault = orgFault(facts, client) ?? roleFault(facts, client)
  if (fault !== undefined) return fault
  if (scopesIn(claims).includes(name)) return 'scope_without_prefix'
  if (!client.scopes.has(name)) return 'scope_not_of_client'
  const role = claims['role']
  const mayHold = client.spec.kind === 'machine' || (typeof role === 'string' && scopesOfRole(role).includes(name))
  return mayHold ? 'scope_not_requested' : 'scope_not_of_role'
}
