/** A user's sessions as Cognito counts them: one for each token family, one for each sign-in at the pages, and how long and how many (aws-facts §G). */
import { createHash } from 'node:crypto'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'

export interface UserSession {
  /** 28 characters: `tkn` or `sso`, then lower-case letters and digits (documented, model). */
  readonly id: string
  readonly type: 'TOKEN' | 'SSO'
  readonly client: string
  /** Milliseconds. */
  readonly created: number
  readonly active: number
  /** Of a token session: the session of the pages that it began in. */
  readonly origin: string | undefined
  /** The `origin_jti` of its tokens. */
  readonly family: string | undefined
  end(): void
}

/** What follows from any text, in the alphabet of Cognito's session ids. */
export const sessionId = (type: 'tkn' | 'sso', text: string): string =>
  type +
  BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
    .toString(36)
    .padStart(25, '0')
    .slice(-25)

/** All that still live, tokens first, each kind the one that was used last first. */
export function userSessions(context: CognitoContext, pool: string, sub: string): readonly UserSession[] {
  const families = context.families.alive(pool, sub, context.now())
  const tokens = families.map(
    ({ id, client, created, active, sso }): UserSession => ({
      id: sessionId('tkn', id),
      type: 'TOKEN',
      client,
      created,
      active,
      origin: sso,
      family: id,
      end: () => context.families.revoke(pool, id),
    }),
  )
  const signIns = context.sessions
    .where(pool, (session) => session.sub === sub)
    .map(({ value: { id, client, authTime }, drop }): UserSession => {
      const created = authTime * 1000
      const active = Math.max(created, ...families.filter(({ sso }) => sso === id).map((family) => family.active))
      return { id, type: 'SSO', client, created, active, origin: undefined, family: undefined, end: drop }
    })
  return [...tokens, ...signIns.toSorted((a, b) => b.active - a.active)]
}

/** Ends the session and, if asked, the one that it came through or those that came through it (documented, model). */
export function endSessions(all: readonly UserSession[], session: UserSession, linked: boolean): void {
  session.end()
  if (!linked) return
  for (const other of all) {
    if (session.type === 'TOKEN' ? other.id === session.origin : other.origin === session.id) other.end()
  }
}

/** Unknown: whether sessions are tracked in a pool that says nothing. Ours are, on the plans that can (documented). */
export const sessionSettingsOf = ({ plan, sessions }: ResolvedPool): NonNullable<ResolvedPool['sessions']> =>
  plan === 'LITE' ? { tracking: false, most: 20 } : (sessions ?? { tracking: true, most: 20 })

/** For how long a client reuses a sign-in of the pages. Documented: an hour unless it is set; without tracking, set or not. */
export const ssoMinutesOf = (pool: ResolvedPool, { ssoMinutes = 60 }: Pick<ResolvedClient, 'ssoMinutes'>): number =>
  sessionSettingsOf(pool).tracking ? ssoMinutes : 60

/** How long the pages' session is kept: as long as the client with the most patience takes it, and an hour at least. */
export const ssoSecondsOf = (pool: ResolvedPool): number =>
  Math.max(60, ...pool.clients.map((client) => ssoMinutesOf(pool, client))) * 60
