/** How well the cache of verified tokens does, in the log: size, and hits and misses since the start. */
import type { Log } from '../decision-log.ts'
import type { AppDeps } from './context.ts'

const everyMilliseconds = 60_000

/** Where decision lines go, with a line `token_cache` among them once a minute while requests come. */
export function withCacheReport({ verify: { statistics }, now, log }: AppDeps): Log {
  if (statistics === undefined) return log
  let reported = now()
  return (entry, members) => {
    const time = now()
    if (Math.abs(time - reported) < everyMilliseconds) return log(entry, members)
    reported = time
    return Promise.all([
      log(entry, members),
      log({ event: 'token_cache', at: new Date(time).toISOString(), ...statistics() }),
    ])
  }
}
