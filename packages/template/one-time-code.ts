/** The codes of a demo user's authenticator (RFC 6238), for what signs in without a person at hand. */
import { createHmac } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const period = 30_000

/**
 * Codes to try, one after the other. Each counts once, so that who signs in again within half a minute needs another: first
 * those of the time steps around, then, as time goes on, the newest one of three more.
 *
 * @param secret in Base32
 */
export async function* codesInTurn(
  secret: string,
  now: () => number = Date.now,
  wait: (milliseconds: number) => Promise<unknown> = setTimeout,
): AsyncGenerator<string, void> {
  yield* oneTimeCodes(secret, now())
  for (let turn = 0; turn < 3; turn++) {
    await wait(period - (now() % period))
    const [, , newest = ''] = oneTimeCodes(secret, now())
    yield newest
  }
}

/** The codes that count at this time (milliseconds): of the current step, the one before and the one after. */
export function oneTimeCodes(secret: string, now: number): readonly string[] {
  const bits = Array.from(secret, (character) => alphabet.indexOf(character).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Math.floor(now / period)
  return [step, step - 1, step + 1].map((each) => codeOf(key, each))
}

function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', key).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}
