/** How long and how many sessions there may be: what a pool and its clients say, and Cognito's defaults (aws-facts §G). */
import type { ResolvedClient, ResolvedPool } from '../template/model.ts'

/** Unknown: whether sessions are tracked in a pool that says nothing. Ours are, on the plans that can (documented). */
export const sessionSettingsOf = ({ plan, sessions }: ResolvedPool): NonNullable<ResolvedPool['sessions']> =>
  plan === 'LITE' ? { tracking: false, most: 20 } : (sessions ?? { tracking: true, most: 20 })

/** For how long a client reuses a sign-in of the pages. Documented: an hour unless it is set; without tracking, set or not. */
export const ssoMinutesOf = (pool: ResolvedPool, { ssoMinutes = 60 }: Pick<ResolvedClient, 'ssoMinutes'>): number =>
  sessionSettingsOf(pool).tracking ? ssoMinutes : 60

/** How long the pages' session is kept: as long as the client with the most patience takes it, and an hour at least. */
export const ssoSecondsOf = (pool: ResolvedPool): number =>
  Math.max(60, ...pool.clients.map((client) => ssoMinutesOf(pool, client))) * 60
