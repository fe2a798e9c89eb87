/** Where a browser goes in and out: /oauth2/authorize and /logout. */
import type { Context } from 'hono'
import type { ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, clientOf, type Session } from '../context.ts'
import { OAuthError, type Parameters, parametersOf } from '../oauth/form.ts'
import { factorsWanted } from '../sign-in/totp.ts'
import { ssoMinutesOf } from '../state/user-sessions.ts'
import type { User } from '../state/users.ts'
import { seconds } from '../tokens/issue.ts'
import { type AuthorizeRequest, errorLocation, readAuthorizeRequest } from './authorize-request.ts'
import { endSession, sessionOf } from './cookies.ts'
import { missing, sentTwice, unknownClient, unknownLogout } from './refusals.ts'
import { signedInLocation } from './sign-in.ts'
import { addressOf, queryOf, refused, visited } from './visit.ts'

/** Sends a browser that has a session straight back with a code, and any other to the form. */
export const authorizePage = visited(async (visit) => {
  const { context, pool, c, request } = visit
  const session = sessionOf(context, pool, c)
  const user = session === undefined ? undefined : reusable(context, pool, request, session)
  if (session !== undefined && user !== undefined) {
    return c.redirect(await signedInLocation(context, pool, request, user, session))
  }
  if (request.prompt === 'none') {
    context.log(
      `cognito: ${c.req.path} refused: login_required: nobody is signed in, or not freshly or strongly enough`,
    )
    return c.redirect(errorLocation(request, 'login_required'))
  }
  return c.redirect(`${context.baseUrl}${addressOf(visit, 'login')}`)
})

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
  const reading = readAuthorizeRequest(context, pool, search)
  if (reading.kind !== 'good') {
    return refused(
      c,
      reading.kind === 'page' ? reading.refusal : { reason: 'Name a registered `logout_uri` or `redirect_uri`' },
    )
  }
  endSession(context, pool, c)
  return c.redirect(`${context.baseUrl}/${pool.domainPrefix}/login?${search.toString()}`)
}

/** Who is signed in, unless they must prove themselves again: the sign-in is too old, or too weak for the level asked. */
function reusable(
  context: CognitoContext,
  pool: ResolvedPool,
  { client, maxAge, prompt, levels }: AuthorizeRequest,
  { sub, authTime, factors }: Session,
): User | undefined {
  const user = context.users.find(pool.id, sub)
  const age = seconds(context) - authTime
  if (prompt === 'login' || (maxAge !== undefined && age > maxAge)) return undefined
  // Documented (aws-facts §G): counted from the last fresh sign-in, and 0 never reuses it.
  if (age >= ssoMinutesOf(pool, client) * 60) return undefined
  if (!factorsWanted(context, pool, sub, levels).every((factor) => factors.includes(factor))) return undefined
  return user?.enabled === true ? user : undefined
}
