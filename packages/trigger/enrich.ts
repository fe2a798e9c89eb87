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
  clientKinds,
  cognitoScopesOf,
  effectiveScopes,
  grantsOf,
  memoize,
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
  const admitted = admit(event, client, pool)
  const { asksForScopes } = clientKinds[admitted.kind]
  const assignment = assignmentOf(grantsOf(contract), event, admitted)
  const { scopes, wires, kept } = mostOf(contract)(admitted)(
    assignment.status === 'assigned' ? assignment.claims.role : undefined,
  )
  const [granted, suppressed] = [new Set<string>(), new Set<string>()]
  for (const wire of event.scopes) {
    const scope = kept.get(wire)
    if (scope === undefined) suppressed.add(wire)
    else if (scope !== cognitos) granted.add(scope)
  }
  return {
    overrides: {
      claimsToAddOrOverride: assignment.status === 'assigned' ? assignment.claims : {},
      // By the client's kind and not by the trigger source: a refresh has the same source for all kinds.
      scopesToAdd: asksForScopes ? [] : wires,
      scopesToSuppress: [...suppressed],
    },
    granted: asksForScopes ? [...granted] : scopes,
    reason: assignment.status,
  }
}

/** No scope has this name: what the client may have of Cognito's own, which is kept where it is and never added. */
const cognitos = ''

/** The most that a token of the client may carry, with the role, or without one. */
function most(contract: Contract, client: NamedClient, role: string | undefined) {
  const { scopesOfClient, scopesOfRole, wireName } = grantsOf(contract)
  const isMachine = clientKinds[client.kind].subject === 'machine'
  const ofRole = role === undefined ? [] : isMachine ? 'unlimited' : scopesOfRole(role)
  const scopes = effectiveScopes({ requested: 'as-allowed', client: scopesOfClient(client.name), role: ofRole })
  const wires = scopes.map(wireName)
  const own = cognitoScopesOf(client).map((wire) => [wire, cognitos] as const)
  return { scopes, wires, kept: new Map([...own, ...scopes.map((scope) => [wireName(scope), scope] as const)]) }
}

/** Computed at the first token of client and role, so that a warm one costs what it requests. */
const mostOf = memoize((contract: Contract) =>
  memoize((client: NamedClient) => {
    const byRole = new Map<string | undefined, ReturnType<typeof most>>()
    return (role: string | undefined) => {
      const found = byRole.get(role) ?? most(contract, client, role)
      byRole.set(role, found)
      return found
    }
  }),
)
