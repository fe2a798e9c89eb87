/** The browser's cookies at the sign-in pages: the session, and the token against forged forms. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext, Session } from '../context.ts'
import { randomToken, sameSecret } from '../secrets.ts'
import { sessionId, ssoSecondsOf } from '../state/user-sessions.ts'

const sessionCookie = 'cognito'
const csrfCookie = 'XSRF-TOKEN'

/**
 * Lax, not Strict: the browser comes from the client's own site, and must bring its session along. Not `Secure`,
 * because the local stack speaks plain http on loopback. The path keeps the pools' sessions apart.
 */
const options = ({ domainPrefix }: ResolvedPool) =>
  ({ httpOnly: true, sameSite: 'Lax', path: `/${domainPrefix}` }) as const

/** Who is signed in with this browser, if anybody still is. */
export function sessionOf(context: CognitoContext, pool: ResolvedPool, c: Context): Session | undefined {
  const ticket = getCookie(c, sessionCookie)
  return ticket === undefined ? undefined : context.sessions.peek(pool.id, ticket)
}

/**
 * Starts a session. It lives one hour, or as long as a client was told to reuse it (documented, aws-facts §D.1, §G), and
 * is not prolonged by use.
 */
export function startSession(
  context: CognitoContext,
  pool: ResolvedPool,
  c: Context,
  signIn: Omit<Session, 'id'>,
): Session {
  forget(context, pool, c)
  const session = { ...signIn, id: sessionId('sso', randomToken()) }
  const maxAge = ssoSecondsOf(pool)
  const ticket = context.sessions.issue(pool.id, session, maxAge)
  setCookie(c, sessionCookie, ticket, { ...options(pool), maxAge })
  return session
}

/** Forgets the session here and in the browser. */
export function endSession(context: CognitoContext, pool: ResolvedPool, c: Context): void {
  forget(context, pool, c)
  deleteCookie(c, sessionCookie, options(pool))
}

function forget(context: CognitoContext, pool: ResolvedPool, c: Context): void {
  const ticket = getCookie(c, sessionCookie)
  if (ticket !== undefined) context.sessions.drop(pool.id, ticket)
}

/** The browser's form token, made at the first visit. */
export function csrfToken(pool: ResolvedPool, c: Context): string {
  const known = getCookie(c, csrfCookie)
  if (known !== undefined && /^[\w-]{43}$/.test(known)) return known
  const token = randomToken()
  setCookie(c, csrfCookie, token, options(pool))
  return token
}

/** Whether the form came from our own page: another site can post a form, but neither read nor set this cookie. */
export function csrfFits(c: Context, submitted: string | undefined): boolean {
  const known = getCookie(c, csrfCookie)
  return known !== undefined && submitted !== undefined && sameSecret(known, submitted)
}
