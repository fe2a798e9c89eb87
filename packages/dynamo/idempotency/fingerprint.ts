/** Fingerprints: whether two requests say the same, and the name under which a key is kept. */
import { createHash } from 'node:crypto'
import type { Caller, OrgId } from '@scopegate/http/caller'

/** One request with its key. */
export interface KeyedRequest {
  readonly key: string
  /** The operation's id. */
  readonly operation: string
  /** The organization whose data changes. */
  readonly org: OrgId
  readonly caller: Caller
  /** What the request says, parsed: path parameters and body. Data that JSON can hold. */
  readonly payload: unknown
}

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url')

/**
 * The row's key. It binds the caller's key to organization, caller and operation: the same string from another
 * organization, person, client or operation is another key, and tells nothing about this one.
 */
export const rowKey = ({ key, operation, org, caller }: KeyedRequest): string =>
  sha256([org, caller.pool, caller.clientId, caller.sub, operation, key])

/** The same for two payloads that mean the same: the order of fields and white space do not count. */
export const fingerprint = ({ payload }: KeyedRequest): string => sha256(canonical(payload))

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, canonical(field)]),
  )
}
