/**
 * The server's half of the Secure Remote Password protocol as Cognito's clients speak it: SRP-6a over the group of
 * 3072 bits, the key cut down by a one-step HKDF, the proof an HMAC with it. General knowledge, from the open code of
 * the clients: AWS has no page on it.
 */
import { createHash, createHmac, getDiffieHellman, randomBytes } from 'node:crypto'

/** What is kept of a password: it proves who knows the password and does not let anybody sign in. Both hexadecimal. */
export interface Verifier {
  readonly salt: string
  readonly verifier: string
}

/** What the server must remember between its challenge and the answer. Hexadecimal. */
export interface SrpState {
  readonly a: string
  readonly b: string
  readonly verifier: string
}

const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`)
const generator = 2n

const numberOf = (hex: string) => BigInt(`0x${hex}`)
/** As two's complement writes it: whole bytes, the first bit clear. */
function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}
const sha256 = (...parts: readonly (Buffer | string)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const hashed = (...parts: readonly Buffer[]) => numberOf(sha256(...parts).toString('hex'))
const multiplier = hashed(bytesOf(prime), bytesOf(generator))

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % prime]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime
    square = (square * square) % prime
  }
  return result
}

/** The part of the pool's id that the protocol calls the pool's name. */
const poolName = (pool: string) => pool.slice(pool.indexOf('_') + 1)

/** @param sub the `USER_ID_FOR_SRP` */
export function verifierOf(pool: string, sub: string, password: string): Verifier {
  const salt = randomBytes(16).toString('hex')
  const x = hashed(bytesOf(numberOf(salt)), sha256(`${poolName(pool)}${sub}:${password}`))
  return { salt, verifier: power(generator, x).toString(16) }
}

/** The server's public value for a client's; `undefined` when that one would give the key away (A ≡ 0 mod N). */
export function srpChallenge(a: string, verifier: string): (SrpState & { readonly public: string }) | undefined {
  if (!/^[\da-f]{1,1024}$/i.test(a) || numberOf(a) % prime === 0n) return undefined
  const b = randomBytes(32).toString('hex')
  const value = (multiplier * numberOf(verifier) + power(generator, numberOf(b))) % prime
  return { a, b, verifier, public: value.toString(16) }
}

/** What a client that knows the password says: Base64 of an HMAC over who, the server's secret block and the time. */
export function srpProof(state: SrpState, pool: string, sub: string, block: string, timestamp: string): string {
  const [a, b, verifier] = [numberOf(state.a), numberOf(state.b), numberOf(state.verifier)]
  const value = (multiplier * verifier + power(generator, b)) % prime
  const u = hashed(bytesOf(a), bytesOf(value))
  const secret = power(a * power(verifier, u), b)
  const pseudorandom = createHmac('sha256', bytesOf(u)).update(bytesOf(secret)).digest()
  const key = createHmac('sha256', pseudorandom).update('Caldera Derived Key\u0001').digest().subarray(0, 16)
  return createHmac('sha256', key)
    .update(poolName(pool) + sub)
    .update(Buffer.from(block, 'base64'))
    .update(timestamp)
    .digest('base64')
}
