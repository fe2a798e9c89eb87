/**
 * Exactly one Bearer token from exactly one `Authorization` header (RFC 6750 §2.1).
 *
 * The two other places of RFC 6750, the form body and `?access_token=`, are not read at all: a token in an address
 * ends in access logs. A header that holds two tokens is refused rather than resolved, because the gateway and this
 * server might each resolve it to another one.
 */

/** What the headers hold. `absent`: nothing of the Bearer scheme, which is not an error but a missing proof. */
export type Credentials =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly fault: 'repeated' | 'not_one_token' }

/** RFC 9110 §11.4: the scheme in any case, one or more spaces, one `token68`. A comma or a second word never fits. */
const bearer = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i

/** Reads the values of the `Authorization` headers. @param values one entry for each header line that came */
export function readCredentials(values: readonly string[]): Credentials {
  const [value, ...others] = values
  if (value === undefined) return { kind: 'absent' }
  if (others.length > 0) return { kind: 'malformed', fault: 'repeated' }
  const token = bearer.exec(value)?.[1]
  if (token !== undefined) return { kind: 'bearer', token }
  // Another scheme is no Bearer credential; but a Bearer credential anywhere in a list of them is one too many.
  return /\bbearer\b/i.test(value) ? { kind: 'malformed', fault: 'not_one_token' } : { kind: 'absent' }
}
