/** The pages of a pool's domain: /oauth2/authorize, /login and /logout. */
import type { Context } from 'hono'
import { fromOwnUser } from '../../pages/peer.ts'
import { pageHeaders } from '../../pages/shell.ts'
import type { ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, clientOf } from '../context.ts'
import { formOf, OAuthError, type Parameters, parametersOf } from '../oauth/form.ts'
import { passwordFits } from '../secrets.ts'
import { seconds } from '../tokens/issue.ts'
import { type AuthorizeRequest, errorLocation, readAuthorizeRequest } from './authorize-request.ts'
import { csrfFits, csrfToken, endSession, sessionOf, startSession } from './cookies.ts'
import { type Step, signInPage } from './pages.ts'
import { type Refusal, refusalPage } from './refusal-page.ts'
import { foreignForm, malformedForm, missing, sentTwice, unknownClient, unknownLogout } from './refusals.ts'
import { signedInLocation } from './sign-in.ts'

const queryOf = (c: Context) => new URL(c.req.url).searchParams
const refused = (c: Context, refusal: Refusal, status: 400 | 403 = 400) =>
  c.html(refusalPage(refusal), status, pageHeaders())

/** Sends a browser that has a session straight back with a code, and any other to the form. */
export async function authorizePage(context: CognitoContext, pool: ResolvedPool, c: Context): Promise<Response> {
  const reading = readAuthorizeRequest(pool, queryOf(c))
  if (reading.kind === 'page') return refused(c, reading.refusal)
  if (reading.kind === 'redirect') return c.redirect(reading.location)
  const { request } = reading
  const session = sessionOf(context, pool, c)
  const user = session === undefined ? undefined : context.users.find(pool.id, session.sub)
  const tooOld =
    session !== undefined && request.maxAge !== undefined && seconds(context) - session.authTime > request.maxAge
  if (session !== undefined && user?.enabled === true && !tooOld && request.prompt !== 'login') {
    return c.redirect(await signedInLocation(context, pool, request, user, session))
  }
  if (request.prompt === 'none') return c.redirect(errorLocation(request, 'login_required'))
  return c.redirect(`${context.baseUrl}/${pool.domainPrefix}/login?${queryOf(c).toString()}`)
}

/** Shows the form. */
export async function showLogin(context: CognitoContext, pool: ResolvedPool, c: Context): Promise<Response> {
  const reading = readAuthorizeRequest(pool, queryOf(c))
  if (reading.kind === 'page') return refused(c, reading.refusal)
  if (reading.kind === 'redirect') return c.redirect(reading.location)
  return loginForm(context, pool, c, reading.request, { username: reading.request.loginHint ?? '' })
}

/** Takes the form. A wrong password and an unknown e-mail get the same answer in the same time. */
export async function submitLogin(context: CognitoContext, pool: ResolvedPool, c: Context): Promise<Response> {
  const reading = readAuthorizeRequest(pool, queryOf(c))
  if (reading.kind === 'page') return refused(c, reading.refusal)
  if (reading.kind === 'redirect') return c.redirect(reading.location)
  const form = await formOrNothing(c)
  if (form === undefined) return refused(c, malformedForm)
  if (!csrfFits(c, form.get('_csrf'))) {
    return refused(c, foreignForm, 403)
  }
  const username = form.get('username') ?? ''
  const fill = form.get('fill')
  if (fill !== undefined) return loginForm(context, pool, c, reading.request, { username, fill })
  const user = context.users.find(pool.id, username)
  const fits = await passwordFits(form.get('password') ?? '', user?.passwordHash)
  if (!fits || user === undefined || !user.enabled) {
    return loginForm(context, pool, c, reading.request, { username, error: 'Incorrect username or password.' })
  }
  if (user.status !== 'CONFIRMED') {
    const error = 'This user must choose a new password first: set a permanent one with AdminSetUserPassword.'
    return loginForm(context, pool, c, reading.request, { username, error })
  }
  const session = { sub: user.sub, authTime: seconds(context), factors: ['password'] } as const
  startSession(context, pool, c, session)
  // 303: the browser must not post the password on to the client.
  return c.redirect(await signedInLocation(context, pool, reading.request, user, session), 303)
}

/** Ends the session. Goes to a registered `logout_uri`, which wins, or back to the form (documented, aws-facts §C). */
export async function logoutPage(context: CognitoContext, pool: ResolvedPool, c: Context): Promise<Response> {
  const search = queryOf(c)
  let parameters: Parameters
  try {
    parameters = parametersOf(search)
  } catch (error) {
    if (error instanceof OAuthError) return refused(c, sentTwice)
    throw error
  }
  const id = parameters.get('client_id')
  const target = parameters.get('logout_uri')
  const either = target ?? parameters.get('redirect_uri')
  if (id === undefined || either === undefined) {
    // What OpenID Connect's own logout sends (RP-Initiated Logout 1.0 §2); Cognito has another (documented, aws-facts §C).
    const standard = parameters.has('post_logout_redirect_uri')
    const more = standard ? '. Cognito does not read `post_logout_redirect_uri`' : ''
    return refused(c, missing({ client_id: id, logout_uri: either }, more))
  }
  const client = clientOf(pool, id)
  if (client === undefined) return refused(c, unknownClient(pool, id))
  if (target !== undefined) {
    if (!client.logoutUris.includes(target)) return refused(c, unknownLogout(client, target))
    endSession(context, pool, c)
    return c.redirect(target)
  }
  const reading = readAuthorizeRequest(pool, search)
  if (reading.kind !== 'good') {
    return refused(
      c,
      reading.kind === 'page' ? reading.refusal : { reason: 'Name a registered `logout_uri` or `redirect_uri`' },
    )
  }
  endSession(context, pool, c)
  return c.redirect(`${context.baseUrl}/${pool.domainPrefix}/login?${search.toString()}`)
}

async function formOrNothing(c: Context): Promise<Parameters | undefined> {
  try {
    return await formOf(c.req.raw)
  } catch (error) {
    if (error instanceof OAuthError) return undefined
    throw error
  }
}

/** @param username what was typed, or a demo user to fill in */
function loginForm(
  context: CognitoContext,
  pool: ResolvedPool,
  c: Context,
  request: AuthorizeRequest,
  { username, error, fill }: { username: string; error?: string; fill?: string | undefined },
): Response | Promise<Response> {
  const people = context.demoUsers.filter((user) => user.pool === pool.id)
  const picked = people.find(({ email }) => email === fill)
  const step = { ...stepOf(pool, c, request, 'login'), error }
  const content = signInPage(step, {
    username: picked?.email ?? username,
    // Whoever may read `stack.json` may see it here.
    password: fromOwnUser(c) ? picked?.password : undefined,
    people,
  })
  return c.html(content, error === undefined ? 200 : 400, pageHeaders(request.redirectUri))
}

const stepOf = (pool: ResolvedPool, c: Context, { client }: AuthorizeRequest, path: string): Step => ({
  application: client.name,
  pool: pool.title,
  action: addressOf(pool, c, path),
  hidden: { _csrf: csrfToken(pool, c) },
})

/** Another page of the same sign-in: the request's parameters go along byte by byte. */
const addressOf = ({ domainPrefix }: ResolvedPool, c: Context, path: string): string =>
  `/${domainPrefix}/${path}?${queryOf(c).toString()}`
