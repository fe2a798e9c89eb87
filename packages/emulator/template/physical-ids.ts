/**
 * The ids that AWS would make up at deployment. They are derived from the installation's seed, so that a restart keeps
 * them (tokens, bookmarks and scripts stay valid) and a fresh installation renews them.
 */
import { createHmac } from 'node:crypto'

const lower = 'abcdefghijklmnopqrstuvwxyz0123456789'
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const mixed = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${lower}`

/** Everything about "where" that a template leaves open. */
export interface PhysicalIds {
  readonly region: string
  readonly accountId: string
  /** Where the emulated Cognito listens, without a trailing slash; stands in for AWS's issuers. */
  readonly cognitoUrl: string
  /** Text of that length from the alphabet; the same for the same purpose, unguessable without the seed. */
  derive(purpose: string, length: number, alphabet: 'lower' | 'upper' | 'mixed'): string
}

export interface PhysicalIdOptions {
  /** Secret of the installation: client secrets are derived from it. */
  readonly seed: string
  readonly cognitoUrl: string
  readonly region?: string
}

/** Not a real account: twelve zeros are never assigned. */
const nobodysAccount = '000000000000'

export function physicalIds({ seed, cognitoUrl, region = 'us-east-1' }: PhysicalIdOptions): PhysicalIds {
  return {
    region,
    accountId: nobodysAccount,
    cognitoUrl,
    derive: (purpose, length, alphabet) => textFrom(seed, purpose, length, alphabets[alphabet]),
  }
}

const alphabets = { lower, upper, mixed } as const

function textFrom(seed: string, purpose: string, length: number, alphabet: string): string {
  let text = ''
  for (let block = 0; text.length < length; block++) {
    const bytes = createHmac('sha256', seed).update(`${purpose}\n${block}`).digest()
    for (const byte of bytes) {
      // Bytes past the last whole multiple would make the first letters likelier than the others.
      if (byte < 256 - (256 % alphabet.length)) text += alphabet[byte % alphabet.length] ?? ''
    }
  }
  return text.slice(0, length)
}
