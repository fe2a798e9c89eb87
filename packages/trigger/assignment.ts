/** Where the holder of a token belongs: an organization and a role, or neither. */
import { type GrantIndex, isOrgId, type NamedClient } from '@scopegate/contract'
import type { TokenEventData } from './event.ts'

/** The two claims that this trigger writes. `org_id` is absent for the people of a pool that is not bound to organizations. */
export interface AssignmentClaims {
  readonly org_id?: string
  readonly role: string
}

/** Without a valid organization and role there are no claims at all: half an assignment opens half a door. */
export type Assignment =
  | { readonly status: 'assigned'; readonly claims: AssignmentClaims }
  | { readonly status: 'org_missing' | 'org_malformed' | 'role_missing' | 'role_not_of_pool' }

/**
 * A machine's assignment stands in the contract. A person's stands in `custom:org_id` and `custom:role`, which no app
 * client can write; both are checked nevertheless, because an administrator can mistype them.
 */
export function assignmentOf(index: GrantIndex, event: TokenEventData, client: NamedClient): Assignment {
  if (client.kind === 'machine') return { status: 'assigned', claims: { org_id: client.org, role: client.role } }
  const { 'custom:org_id': org, 'custom:role': role } = event.userAttributes
  if (role === undefined) return { status: 'role_missing' }
  if (!index.isRoleOf(client.pool, role)) return { status: 'role_not_of_pool' }
  // Even where the attribute is set: the pool's people act on `{org}` paths, and no claim may suggest a home.
  if (index.poolNamed(client.pool)?.org === 'none') return { status: 'assigned', claims: { role } }
  if (org === undefined) return { status: 'org_missing' }
  return isOrgId(org) ? { status: 'assigned', claims: { org_id: org, role } } : { status: 'org_malformed' }
}
