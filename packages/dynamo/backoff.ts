/**
 * The pause between two tries of the same thing: exponential with full jitter, so that those who collided once do
 * not collide again in step, and never past the deadline.
 */
import { setTimeout } from 'node:timers/promises'
import type { Deadline } from '@scopegate/http/outbound/deadline'

const base = 8
const longest = 200

/**
 * Waits before try number `tries` + 1.
 *
 * @param givenUp what to throw when the pause would outlive the deadline
 */
export async function backOff(deadline: Deadline, tries: number, givenUp: () => Error): Promise<void> {
  const pause = Math.random() * Math.min(longest, base * 2 ** tries)
  if (pause >= deadline.remaining()) throw givenUp()
  await setTimeout(pause)
}
