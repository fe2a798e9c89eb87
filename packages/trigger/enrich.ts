/**
 * What an access token may carry: *effective scopes = requested ∩ client's ∩ role's*, and the claims `org_id` and `role`.
 *
 * Pure: no clock, no I/O. The same event gives the same answer, so Cognito may repeat a call.
 *
 * What the answer never holds: another claim than those two (Cognito's own are immutable), anything for the ID token,
 * group overrides (left out, groups stay; an empty object would remove them), or a person's e-mail, phone or name.
 */

import {
  type Contract,
  type ContractIndex,
  clientKinds,
  cognitoScopesOf,
  effectiveScopes,
  indexOf,
  type NamedClient,
} from '@scopegate/contract'
import { admit } from './admit.ts'
import { type Assignment, assignmentOf } from './assignment.ts'
import type { TokenEventData } from './event.ts'

/** What Cognito is to change in the access token. A scope in both lists would be suppressed; none ever is. */
export interface AccessTokenOverrides {
  readonly claimsToAddOrOverride: { readonly org_id?: string; readonly role?: string }
  /** Wire names, each once. */
  readonly scopesToAdd: readonly string[]
  /** Wire names, each once. */
  readonly scopesToSuppress: readonly string[]
}

/** The decision, with what is logged of it. */
export interface Enrichment {
  readonly overrides: AccessTokenOverrides
  /** The contract's scopes that the token carries. */
  readonly granted: readonly string[]
  /** `assigned`, or what kept the contract's scopes out. */
  readonly reason: Assignment['status']
}

/**
 * Decides what the access token carries.
 *
 * @param contract the system's contract
 * @param event what the event says
 * @param client the contract's client of the event's client id; `undefined` for one that it does not know
 * @param pool the pool that this function serves
 * @throws {TokenRefused} for an unknown client, a client of another pool, and a client of the wrong kind: no token
 */
export function enrich(
  contract: Contract,
  event: TokenEventData,
  client: NamedClient | undefined,
  pool: string,
): Enrichment {
  const index = indexOf(contract)
  const admitted = admit(event, client, pool)
  const { asksForScopes } = clientKinds[admitted.kind]
  const assignment = assignmentOf(index, event, admitted)
  const granted = effectiveScopes({
    requested: asksForScopes ? event.scopes.flatMap((wire) => index.scopeOfWire(wire) ?? []) : 'as-allowed',
    client: index.scopesOfClient(admitted.name),
    role: roleScopes(index, assignment, admitted),
  })
  const carried = granted.map(index.wireName)
  // Cognito's own scopes are kept where the client may have them, never added.
  const kept = new Set([...carried, ...cognitoScopesOf(admitted)])
  return {
    overrides: {
      claimsToAddOrOverride: assignment.status === 'assigned' ? assignment.claims : {},
      // By the client's kind and not by the trigger source: a refresh has the same source for all kinds.
      scopesToAdd: asksForScopes ? [] : carried,
      scopesToSuppress: [...new Set(event.scopes)].filter((wire) => !kept.has(wire)),
    },
    granted,
    reason: assignment.status,
  }
}

function roleScopes(
  { scopesOfRole }: ContractIndex,
  assignment: Assignment,
  { kind }: NamedClient,
): readonly string[] | 'unlimited' {
  if (assignment.status !== 'assigned') return []
  return clientKinds[kind].subject === 'machine' ? 'unlimited' : scopesOfRole(assignment.claims.role)
}
