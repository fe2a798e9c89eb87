/**
 * Whether the token's organization and role are ones that its client's tokens may have.
 *
 * @module
 */
import { isOrgId } from '@scopegate/contract/org'
import type { Reason } from './check.ts'
import type { Facts, KnownClient } from './facts.ts'

export type AssignmentFault = Extract<
  Reason,
  'org_missing' | 'org_invalid' | 'org_unexpected' | 'role_missing' | 'role_invalid'
>

const isMissing = (claim: unknown) => claim === undefined || claim === ''

/** What is wrong with the organization. */
export function orgFault({ contract, trusted, claims }: Facts, { spec }: KnownClient): AssignmentFault | undefined {
  const org = claims['org_id']
  // An empty one as well, as in packages/http/verify/identify.ts.
  if (contract.pools[trusted?.pool ?? '']?.org === 'none') return org === undefined ? undefined : 'org_unexpected'
  if (isMissing(org)) return 'org_missing'
  if (typeof org !== 'string' || !isOrgId(org)) return 'org_invalid'
  return spec.kind === 'machine' && org !== spec.org ? 'org_invalid' : undefined
}

/** What is wrong with the role. */
export function roleFault({ contract, trusted, claims }: Facts, { spec }: KnownClient): AssignmentFault | undefined {
  const role = claims['role']
  if (isMissing(role)) return 'role_missing'
  if (typeof role !== 'string' || !contract.pools[trusted?.pool ?? '']?.roles.includes(role)) return 'role_invalid'
  return spec.kind === 'machine' && role !== spec.role ? 'role_invalid' : undefined
}
