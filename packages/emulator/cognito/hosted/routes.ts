/** The pages of a pool's domain: /oauth2/authorize, /login and /logout. */
import type { Context } from 'hono'
import type { ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, clientOf } from '../context.ts'
import { formOf, OAuthError, type Parameters, parametersOf } from '../oauth/form.ts'
import { passwordFits } from '../secrets.ts'
import { seconds } from '../tokens/issue.ts'
import { type AuthorizeRequest, errorLocation, missingReason, readAuthorizeRequest } from './authorize-request.ts'
import { csrfFits, csrfToken, endSession, sessionOf, startSession } from './cookies.ts'
import { loginPage, pageHeaders, refusalPage } from './pages.ts'
import { signedInLocation } from './sign-in.ts'

const queryOf = (c: Context) => new URL(c.req.url).searchParams
const refused = (c: Context, reason: string, status: 400 | 403 = 400) =>
  c.html(refusalPage(reason), status, pageHeaders())

/** Sends a browser that has a session straight back with a code, and any other to the form. */
export async function authorizePage(context: CognitoContext, pool: ResolvedPool, c: Context): Promise<Response> {
  const reading = readAuthorizeRequest(pool, queryOf(c))
  if (reading.kind === 'page') return refused(c, reading.reason)
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
export async function showLogin(_context: CognitoContext, pool: ResolvedPool, c: Context): Promise<Response> {
  const reading = readAuthorizeRequest(pool, queryOf(c))
  if (reading.kind === 'page') return refused(c, reading.reason)
  if (reading.kind === 'redirect') return c.redirect(reading.location)
  return loginForm(pool, c, reading.request, { username: reading.request.loginHint ?? '', error: undefined })
}

/** Takes the form. A wrong password and an unknown e-mail get the same answer in the same time. */
export async function submitLogin(context: CognitoContext, pool: ResolvedPool, c: Context): Promise<Response> {
  const reading = readAuthorizeRequest(pool, queryOf(c))
  if (reading.kind === 'page') return refused(c, reading.reason)
  if (reading.kind === 'redirect') return c.redirect(reading.location)
  const form = await formOrNothing(c)
  if (form === undefined) return refused(c, 'The form is malformed')
  if (!csrfFits(c, form.get('_csrf'))) {
    return refused(c, 'The form is not ours or too old: allow cookies, go back and reload the page', 403)
  }
  const username = form.get('username') ?? ''
  const user = context.users.find(pool.id, username)
  const fits = await passwordFits(form.get('password') ?? '', user?.passwordHash)
  if (!fits || user === undefined || !user.enabled) {
    return loginForm(pool, c, reading.request, { username, error: 'Incorrect username or password.' })
  }
  if (user.status !== 'CONFIRMED') {
    const error = 'This user must choose a new password first: set a permanent one with AdminSetUserPassword.'
    return loginForm(pool, c, reading.request, { username, error })
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
    if (error instanceof OAuthError) return refused(c, 'A parameter was sent twice')
    throw error
  }
  const id = parameters.get('client_id')
  const target = parameters.get('logout_uri')
  const either = target ?? parameters.get('redirect_uri')
  if (id === undefined || either === undefined) {
    const reason = missingReason({ client_id: id, logout_uri: either })
    // What OpenID Connect's own logout sends (RP-Initiated Logout 1.0 §2); Cognito has another (documented, aws-facts §C).
    const standard = parameters.has('post_logout_redirect_uri')
    return refused(c, standard ? `${reason}. Cognito does not read \`post_logout_redirect_uri\`` : reason)
  }
  const client = clientOf(pool, id)
  if (client === undefined) return refused(c, 'The `client_id` is not known here')
  if (target !== undefined) {
    if (!client.logoutUris.includes(target)) return refused(c, 'The `logout_uri` is not registered for this client')
    endSession(context, pool, c)
    return c.redirect(target)
  }
  const reading = readAuthorizeRequest(pool, search)
  if (reading.kind !== 'good') return refused(c, 'Name a registered `logout_uri` or `redirect_uri`')
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

function loginForm(
  pool: ResolvedPool,
  c: Context,
  request: AuthorizeRequest,
  { username, error }: { username: string; error: string | undefined },
): Response | Promise<Response> {
  const action = `/${pool.domainPrefix}/login?${queryOf(c).toString()}`
  const content = loginPage({ pool: pool.name, action, csrf: csrfToken(pool, c), username, error })
  return c.html(content, error === undefined ? 200 : 400, pageHeaders(request.redirectUri))
}
