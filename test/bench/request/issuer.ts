/**
 * Whose tokens the subjects verify: one pool with a real RSA key, its key set over HTTP, and signed tokens as Cognito
 * issues them. The real trigger decides what a token carries; only `iss` is changed to Cognito's, so that peers that know
 * Cognito's addresses alone can be asked, and `jti`, so that each fresh token is another.
 */
import { randomUUID, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { mint, person, testIssuers } from '@scopegate/testing'
import { contract } from '@scopegate/testing/fleet/contract'
import { keySetAnswer, newKey, startServer } from '@scopegate/testing/issuer'

/** What a server must know of the issuer. */
export interface Setup {
  /** Our own `POOLS`. */
  readonly pools: string
  readonly userPoolId: string
  readonly issuer: string
  readonly jwksUri: string
  readonly clientId: string
  /** In wire form. */
  readonly scope: string
}

/** Signed tokens of one caller who holds the scope. */
export interface Tokens {
  readonly hot: string
  readonly expired: string
  readonly badSignature: string
  readonly withoutScope: string
  /** The first so many fresh ones: signed when they are first asked for, the same for everybody who asks. */
  readonly fresh: (count: number) => Promise<readonly string[]>
}

export interface Issuer {
  readonly setup: Setup
  readonly tokens: Tokens
  readonly close: () => Promise<void>
}

const pool = 'garage'
const userPoolId = `us-east-1_${pool}`
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`
const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
const signed = promisify(sign)

/** Starts the key set's server. */
export async function startIssuer(): Promise<Issuer> {
  const key = newKey()
  const server = await startServer(await keySetAnswer(key))
  const caller = person(contract, { pool, role: 'owner', org: 'org_north' })
  const issuers = await testIssuers(contract)
  const client = issuers.clientIdOf(caller.client)
  // Safe: the payload of a token that was just made.
  const claims = JSON.parse(
    Buffer.from((await mint(contract, caller, { expiresIn: 3600 })).split('.')[1] ?? '', 'base64url').toString(),
  ) as Record<string, unknown>
  const token = async (changes: Record<string, unknown> = {}): Promise<string> => {
    const parts = [
      { alg: 'RS256', kid: key.kid },
      { ...claims, iss: issuer, jti: randomUUID(), ...changes },
    ]
    const text = parts.map(encode).join('.')
    return `${text}.${(await signed('RSA-SHA256', Buffer.from(text), key.privateKey)).toString('base64url')}`
  }
  const hot = await token()
  const all: string[] = []
  return {
    setup: {
      pools: JSON.stringify({ [pool]: { issuer, jwksUri: server.url, clients: { [client]: caller.client } } }),
      userPoolId,
      issuer,
      jwksUri: server.url,
      clientId: client,
      scope: 'deposit/read:deposit',
    },
    tokens: {
      hot,
      expired: await token({ iat: 1_700_000_000, exp: 1_700_000_900 }),
      badSignature: [...hot.split('.').slice(0, 2), (await token()).split('.')[2]].join('.'),
      withoutScope: await token({ scope: 'openid' }),
      fresh: async (count) => {
        if (count > all.length)
          all.push(...(await Promise.all(Array.from({ length: count - all.length }, () => token()))))
        return all.slice(0, count)
      },
    },
    close: async () => {
      await server.close()
      await issuers.server.close()
    },
  }
}
