/**
 * How long an access token can get. It travels in a header, and an HTTP API takes 10,240 bytes of request line and
 * headers together (aws-facts §D.2), so that one scope too many is refused at the door, for those people alone who hold
 * all of them.
 *
 * An upper bound and not a measurement: AWS says that claims may be added, and names no maximum.
 */
import { type Contract, cognitoScopesOf, indexOf, type NamedClient } from '@scopegate/contract'
import { headerLimitBytes } from '@scopegate/template'
import { bytesOf } from './quota.ts'

/**
 * What a token must leave to the rest of the request: the request line with a long path and cursor, the name and scheme
 * of the header that carries the token, and what browsers, proxies and our own clients send besides (about 1,000 bytes
 * from a browser of today, twice that with room). A choice of ours: AWS does not say what it counts.
 */
export const reservedHeaderBytes = 2_048

/** The longest that a token may get, in bytes. */
export const tokenRoomBytes = headerLimitBytes - reservedHeaderBytes

export interface TokenSize {
  readonly pool: string
  readonly client: string
  readonly role: string
  /** Of the token itself, without `Authorization: Bearer `. */
  readonly bytes: number
}

const uuid = '00000000-0000-0000-0000-000000000000'
/** The longest region there is today, with room. */
export const longestIssuer = 'https://cognito-idp.ap-southeast-99.amazonaws.com/ap-southeast-99_000000000'
/** Of a client id as Cognito makes them. */
export const clientIdLength = 26
const seconds = 1_800_000_000
/** As long as an organization's id may be: `org.ts`. */
const longestOrg = `org_${'x'.repeat(63)}`
/** `{"kid":"…","alg":"RS256"}` with a kid of 32 bytes in base64. */
const header = JSON.stringify({ kid: 'x'.repeat(44), alg: 'RS256' })
/** RSA-2048. */
const signatureBytes = 256

/** What Cognito puts into every access token (aws-facts §A.2). */
const common = {
  iss: longestIssuer,
  version: 2,
  client_id: 'x'.repeat(clientIdLength),
  event_id: uuid,
  token_use: 'access',
  auth_time: seconds,
  exp: seconds,
  iat: seconds,
  jti: uuid,
}

/** In a person's alone. People sign in by e-mail, so that Cognito makes up the user name: the sub. */
const ofPeople = {
  sub: uuid,
  username: uuid,
  origin_jti: uuid,
  device_key: `ap-southeast-99_${uuid}`,
  acr: 'urn:cognito:loa:4',
  // The longest without federation: a password with a code by e-mail (aws-facts §A.4; that it is these three is inferred).
  amr: ['pwd', 'email_otp', 'mfa'],
}

const base64url = (bytes: number): number => Math.ceil((bytes * 4) / 3)
const encoded = (text: string): number => base64url(bytesOf(text))

/** The longest token of each role through each client, and of each machine, in the contract's order. */
export function tokenSizes(contract: Contract): readonly TokenSize[] {
  const { holders, wireName, clientNamed } = indexOf(contract)
  return holders.flatMap(({ pool, client, role, scopes }): readonly TokenSize[] => {
    const row = clientNamed(client)
    if (row === undefined) return []
    const carried = [...cognitoScopesOf(row), ...scopes.map(wireName)]
    const payload = { ...claimsOf(row), scope: carried.join(' '), role }
    const bytes = encoded(header) + 1 + encoded(JSON.stringify(payload)) + 1 + base64url(signatureBytes)
    return [{ pool, client, role, bytes }]
  })
}

function claimsOf(client: NamedClient): object {
  if (client.kind === 'machine') return { ...common, sub: common.client_id, org_id: client.org }
  // A pool without organizations gets one all the same: a bound may be too high, never too low.
  return { ...common, ...ofPeople, org_id: longestOrg }
}
