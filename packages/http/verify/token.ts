/**
 * Takes a signed token apart (RFC 7515 §7.1) without a key: what it says of itself, and what its signature covers. Nothing
 * of it is true yet.
 */
import { type KeyObject, verify } from 'node:crypto'
import { headerLimitBytes } from '@scopegate/contract'
import { RejectedToken } from './rejection.ts'

/** The claims of a token by name. Those of RFC 7519 §4.1 and `scope` have their types, whoever wrote them. */
export interface Claims {
  readonly iss?: string
  readonly sub?: string
  readonly aud?: string | readonly string[]
  /** Seconds since the epoch, as are `nbf` and `iat`. */
  readonly exp?: number
  readonly nbf?: number
  readonly iat?: number
  readonly jti?: string
  readonly scope?: string
  readonly [name: string]: unknown
}

export interface UnverifiedToken {
  readonly header: Header
  readonly payload: Claims
  /** The header and the payload as they came: what the signature covers. */
  readonly signed: string
  readonly signature: string
}

const malformed = () => new RejectedToken({ reason: 'malformed' })

const parts = /^[\w-]+\.[\w-]+\.[\w-]+$/

/**
 * Decoders accept several spellings of the same bytes; only the one that an encoder writes is let in: the bits that the last
 * character has too many are zero (RFC 4648 §3.5).
 */
function isCanonical(part: string): boolean {
  switch (part.length % 4) {
    case 0:
      return true
    case 1:
      return false
    case 2:
      return 'AQgw'.includes(part.slice(-1))
    default:
      return 'AEIMQUYcgkosw048'.includes(part.slice(-1))
  }
}

type Fields = Readonly<Record<string, unknown>>

/** The JSON object in a part. `JSON.parse` makes properties of the object's own, whatever their names. */
function objectIn(part: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    throw malformed()
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed()
  // The cast is safe: an object of JSON, whose fields are unknown until they are looked at.
  return value as Fields
}

const texts = ['iss', 'sub', 'scope', 'jti'] as const
const moments = ['exp', 'nbf', 'iat'] as const

const isText = (value: unknown): boolean => typeof value === 'string'

function claimsIn(part: string): Claims {
  const fields = objectIn(part)
  for (const name of texts) if (fields[name] !== undefined && !isText(fields[name])) throw malformed()
  for (const name of moments) if (fields[name] !== undefined && !Number.isFinite(fields[name])) throw malformed()
  const { aud } = fields
  if (aud !== undefined && !isText(aud) && !(Array.isArray(aud) && aud.every(isText))) throw malformed()
  return fields
}

interface Header {
  readonly kid: string | undefined
}

function headerIn(part: string): Header {
  const { alg, kid, crit } = objectIn(part)
  if (kid !== undefined && typeof kid !== 'string') throw malformed()
  // The one algorithm of Cognito (aws-facts §A.1), before any key is looked up: RFC 8725 §3.1.
  if (alg !== 'RS256') throw new RejectedToken({ reason: 'algorithm' })
  // RFC 7515 §4.1.11: an extension that we do not understand must not be ignored. We understand none.
  if (crit !== undefined) throw malformed()
  return { kid }
}

/** All tokens of a key have the same header. Whoever sends others cannot fill the memory with them. */
const mostHeaders = 32
const headers = new Map<string, Header>()

function knownHeaderIn(part: string): Header {
  const known = headers.get(part)
  if (known !== undefined) return known
  const header = headerIn(part)
  if (headers.size === mostHeaders) headers.clear()
  headers.set(part, header)
  return header
}

/** @throws {RejectedToken} for everything that can be said without a key. Costs no I/O. */
export function readToken(token: string): UnverifiedToken {
  // No token is longer than what the HTTP API passes of request line and headers together.
  if (token.length > headerLimitBytes) throw new RejectedToken({ reason: 'oversized', length: token.length })
  if (!parts.test(token)) throw malformed()
  const first = token.indexOf('.')
  const last = token.lastIndexOf('.')
  const [header, payload, signature] = [token.slice(0, first), token.slice(first + 1, last), token.slice(last + 1)]
  if (!isCanonical(header) || !isCanonical(payload) || !isCanonical(signature)) throw malformed()
  return { header: knownHeaderIn(header), payload: claimsIn(payload), signed: token.slice(0, last), signature }
}

/** Whether the key made the signature: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3). The key decides on nothing else. */
export const isSignedBy = ({ signed, signature }: UnverifiedToken, key: KeyObject): boolean =>
  verify('RSA-SHA256', Buffer.from(signed, 'latin1'), key, Buffer.from(signature, 'base64url'))
