/**
 * The stage's throttling: a token bucket for each route (documented, AGW/http-api-throttling). Inferred: what the authorizer refuses
 * is not counted.
 */
import type { ThrottleSettings } from '../template/index.ts'

/** Whether one more request of the route may pass now. */
type Throttle = (routeKey: string) => boolean

/** @param now milliseconds */
export function createThrottle(settings: ThrottleSettings | undefined, now: () => number): Throttle {
  if (settings === undefined) return () => true
  const { rate, burst } = settings
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (routeKey) => {
    const at = now()
    const bucket = buckets.get(routeKey) ?? { tokens: burst, at }
    const tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) / 1000) * rate)
    const passes = tokens >= 1
    buckets.set(routeKey, { tokens: passes ? tokens - 1 : tokens, at })
    return passes
  }
}
