/** The codes of a demo user's authenticator (RFC 6238), for what signs in without a person at hand. */
import { createHmac } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * The codes that count at this time (milliseconds), in the order in which to try them: each of them counts once, so that
 * whoever signs in a second time within half a minute needs another.
 *
 * @param secret in Base32
 */
export function oneTimeCodes(secret: string, now: number): readonly string[] {
  const bits = Array.from(secret, (character) => alphabet.indexOf(character).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Math.floor(now / 30_000)
  return [step, step - 1, step + 1].map((each) => codeOf(key, each))
}

function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', key).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}
