/** CPU time of work in this process, for benches that need no server. */
import type { Sample } from './interleave.ts'

/** Microseconds that one call takes, of so many calls, one after another. */
export async function cpuOf(count: number, call: (index: number) => unknown): Promise<Sample> {
  const before = process.cpuUsage()
  const began = performance.now()
  for (let at = 0; at < count; at++) await call(at)
  const wall = ((performance.now() - began) * 1000) / count
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / count, wall }
}
