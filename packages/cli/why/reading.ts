/**
 * What can be read in a text that should be a token, before any key is asked.
 *
 * @module
 */

export type Claims = Readonly<Record<string, unknown>>

export type Reading =
  | { readonly kind: 'absent' }
  /** `parts`: how many; a JSON Web Signature has three. */
  | { readonly kind: 'no_token'; readonly parts: number }
  | { readonly kind: 'undecodable' }
  | {
      readonly kind: 'token'
      readonly header: Claims
      readonly claims: Claims
      /** Whether the services can read it: encoded in the one way that an encoder writes, claims of the right types. */
      readonly strict: boolean
    }

/** The text as it would stand after `Bearer`: what people copy has a line end, or the scheme before it. */
export const tokenIn = (text: string): string => text.trim().replace(/^bearer +/i, '')

export function readToken(token: string): Reading {
  if (token === '') return { kind: 'absent' }
  const parts = token.split('.')
  const [head = '', body = ''] = parts
  if (parts.length !== 3) return { kind: 'no_token', parts: parts.length }
  const [header, claims] = [objectIn(head), objectIn(body)]
  if (header === undefined || claims === undefined) return { kind: 'undecodable' }
  const canonical = parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  return { kind: 'token', header, claims, strict: canonical && !('crit' in header) && hasTypes(header, claims) }
}

function objectIn(part: string): Claims | undefined {
  if (!/^[\w-]+=*$/.test(part)) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'))
    const value: unknown = JSON.parse(text)
    // Any JSON object can be read by its keys.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined
  } catch {
    return undefined
  }
}

const isText = (value: unknown) => value === undefined || typeof value === 'string'
const isNumber = (value: unknown) => value === undefined || (typeof value === 'number' && Number.isFinite(value))

function hasTypes({ alg, kid }: Claims, claims: Claims): boolean {
  const { aud } = claims
  return (
    typeof alg === 'string' &&
    isText(kid) &&
    ['iss', 'sub', 'scope', 'jti'].every((name) => isText(claims[name])) &&
    ['exp', 'nbf', 'iat'].every((name) => isNumber(claims[name])) &&
    (isText(aud) || (Array.isArray(aud) && aud.every((each) => typeof each === 'string')))
  )
}

/** The scopes that the claims carry, as the gateway reads them: `scope`, or else `scp` (aws-facts §E.1). */
export function scopesIn(claims: Claims): readonly string[] {
  const value = claims['scope'] ?? claims['scp']
  if (Array.isArray(value)) return value.filter((scope) => typeof scope === 'string')
  return typeof value === 'string' ? value.split(' ').filter((scope) => scope !== '') : []
}
