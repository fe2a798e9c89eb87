/**
 * What an access token may carry: *effective scopes = requested ∩ client's ∩ role's*, and the claims `org_id` and `role`.
 *
 * Pure: no clock, no I/O. The same event gives the same answer, so Cognito may repeat a call.
 *
 * What the answer never holds: another claim than those two (Cognito's own are immutable), anything for the ID token,
 * group overrides (left out, groups stay; an empty object would remove them), or a person's e-mail, phone or name.
 *
 * @module
 */

import { effectiveScopes } from '@scopegate/contract/grants'
import type { PoolName, Role, Scope } from '@scopegate/scopes/catalog'
import { type CatalogClient, scopeOfWire, scopesOfClient, scopesOfRole, wireName } from '@scopegate/scopes/lookup'
import { admit } from './admit.ts'
import { type Assignment, assignmentOf } from './assignment.ts'
import type { TokenEventData } from './event.ts'

/** The scope that opens Cognito's own user API to a token: read and write one's attributes, sign out everywhere. */
export const selfServiceScope = 'aws.cognito.signin.user.admin'

/** What Cognito is told about the access token. A scope in both lists would be suppressed; none ever is. */
export interface AccessTokenOverrides {
  readonly claimsToAddOrOverride: { readonly org_id?: string; readonly role?: Role }
  /** Wire names, each once. */
  readonly scopesToAdd: readonly string[]
  /** Wire names, each once. */
  readonly scopesToSuppress: readonly string[]
}

/** The decision, with what the log says of it. */
export interface Enrichment {
  readonly overrides: AccessTokenOverrides
  /** The catalog's scopes that the token carries. */
  readonly granted: readonly Scope[]
  /** `assigned`, or what kept the catalog's scopes out. */
  readonly reason: Assignment['status']
}

/**
 * Decides what the access token carries.
 *
 * @param event what the event says
 * @param client the catalog's client of the event's client id; `undefined` for one that it does not know
 * @param pool the pool that this function serves
 * @throws {TokenRefused} for an unknown client, a client of another pool, and a client of the wrong kind: no token
 */
export function enrich(event: TokenEventData, client: CatalogClient | undefined, pool: PoolName): Enrichment {
  const admitted = admit(event, client, pool)
  const assignment = assignmentOf(event, admitted)
  const granted = effectiveScopes({
    requested: admitted.kind === 'sdk' ? 'as-allowed' : event.scopes.flatMap((wire) => scopeOfWire(wire) ?? []),
    client: scopesOfClient(admitted),
    role: roleScopes(assignment, admitted),
  })
  const carried = granted.map((scope): string => wireName(scope))
  const kept = new Set([...carried, ...cognitoScopes(admitted)])
  return {
    overrides: {
      claimsToAddOrOverride: assignment.status === 'assigned' ? assignment.claims : {},
      // By the client's kind and not by the trigger source: a refresh has the same source for all kinds.
      scopesToAdd: admitted.kind === 'sdk' ? carried : [],
      scopesToSuppress: [...new Set(event.scopes)].filter((wire) => !kept.has(wire)),
    },
    granted,
    reason: assignment.status,
  }
}

function roleScopes(assignment: Assignment, client: CatalogClient): readonly Scope[] | 'unlimited' {
  if (assignment.status !== 'assigned') return []
  return client.kind === 'machine' ? 'unlimited' : scopesOfRole(assignment.claims.role)
}

/** The scopes that are Cognito's and not the catalog's: kept where the client may have them, never added. */
function cognitoScopes(client: CatalogClient): readonly string[] {
  switch (client.kind) {
    case 'browser':
      return client.selfService ? [...client.identityScopes, selfServiceScope] : client.identityScopes
    case 'sdk':
      return client.selfService ? [selfServiceScope] : []
    case 'machine':
      return []
  }
}
