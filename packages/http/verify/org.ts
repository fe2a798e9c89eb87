/**
 * The only two doors through which a string becomes an organization's id: a verified token's `org_id` claim and the
 * `{org}` of a path, after the scope check. Inside the kit only; not exported to services.
 */
import { isOrgId } from '@scopegate/contract'
import type { OrgId } from '../caller.ts'

/** The id, when the value has its format; `undefined` otherwise. The format is all that is checked here. */
export function parseOrgId(value: unknown): OrgId | undefined {
  if (typeof value !== 'string' || !isOrgId(value)) return undefined
  // The cast is safe where this is called: by `identify` on a verified claim, by `decide` after scope and kind.
  return value as OrgId
}
