/**
 * The `Idempotency-Key` request header (draft-ietf-httpapi-idempotency-key-header-07): a structured-field string,
 * so quoted, as in `Idempotency-Key: "8e03978e-40d5-43dd-bc93-6894a57f9324"`.
 */

import { Problem } from '@scopegate/http/problem'
import { parseItem } from 'structured-headers'

const longest = 255

/**
 * Reads the header.
 *
 * @throws {Problem} `header_invalid` when it is missing or not a quoted string of 1 to 255 characters (RFC 9651 §3.3.3).
 */
export function idempotencyKey(header: string | undefined): string {
  if (header === undefined) throw invalid('is required: send a unique quoted string, and the same one on a retry')
  const key = quotedString(header)
  if (key === undefined) throw invalid('must be one quoted string, as in `Idempotency-Key: "order-1"`')
  if (key.length === 0 || key.length > longest) throw invalid(`must hold 1 to ${longest} characters`)
  return key
}

const invalid = (rule: string) => new Problem('header_invalid', { detail: `\`Idempotency-Key\` ${rule}` })

function quotedString(header: string): string | undefined {
  try {
    // The cast only widens: the library's own type names a browser type that this project does not load.
    const [value, parameters] = parseItem(header) as readonly [unknown, ReadonlyMap<string, unknown>]
    // The draft defines no parameters: with one, the sender means something that we would not do.
    return typeof value === 'string' && parameters.size === 0 ? value : undefined
  } catch {
    return undefined
  }
}
