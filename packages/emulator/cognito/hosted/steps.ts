/** The steps of a sign-in at the pages: e-mail and password, a new password, an authenticator and its codes. */
import { oneTimeCodes } from '@scopegate/template'
import { TOTP } from 'otpauth'
import { fromOwnUser } from '../../pages/peer.ts'
import { answer, associateInSession, begin, type ChallengeName, type Step, verifyInSession } from '../sign-in/index.ts'
import { authenticatorOf, factorsWanted, stepOf } from '../sign-in/totp.ts'
import { startSession } from './cookies.ts'
import { enrolmentPage, newPasswordPage, signInPage, totpPage } from './pages.ts'
import { signedInLocation } from './sign-in.ts'
import { addressOf, atOf, attempt, show, stepTo, submitted, type Visit, visited, type Words } from './visit.ts'

/** Where the browser goes from here: back to the client, or to the page that asks for more. */
async function proceed(visit: Visit, step: Step): Promise<Response> {
  const { context, pool, c, request } = visit
  if (step.kind === 'challenge') return challengePage(visit, step, {})
  const { user, authTime, factors } = step
  const session = startSession(context, pool, c, { client: request.client.id, sub: user.sub, authTime, factors })
  // 303: the browser must not post the password on to the client.
  return c.redirect(await signedInLocation(context, pool, request, user, session), 303)
}

/** Takes the answer. What was wrong can be tried again while the sign-in waits for it. */
export const submitChallenge = submitted((visit, form) => {
  const { context, pool } = visit
  const at = atOf(visit)
  const [name, session] = [form.get('challenge') ?? '', form.get('session') ?? '']
  const code = form.get('code')?.replaceAll(' ', '') ?? ''
  const again = (more: Words & { code?: string | undefined }) => {
    const waiting = context.challenges.peek(pool.id, session)
    return waiting?.name === name && waiting.client === at.client.id
      ? challengePage(visit, { name: waiting.name, session }, more)
      : loginForm(visit, { username: '', error: 'The sign-in took too long or was finished already. Sign in again.' })
  }
  if (form.has('fill')) return again({ code: demoCode(visit, session) })
  return attempt(
    visit,
    'challenge',
    async () => {
      // A code of the new authenticator comes first; what it proves is the answer.
      const proven = name === 'MFA_SETUP' ? verifyInSession(context, session, code).session : session
      const responses = { NEW_PASSWORD: form.get('new_password'), SOFTWARE_TOKEN_MFA_CODE: code }
      return proceed(visit, await answer(context, at, { name, session: proven, responses }))
    },
    again,
  )
})

function challengePage(
  visit: Visit,
  asked: { name: ChallengeName; session: string },
  words: Words & { code?: string | undefined },
) {
  const { context, pool } = visit
  const { name } = asked
  const known = context.challenges.peek(pool.id, asked.session)
  // The secret stays the same while the person tries.
  const { secret = '', session } =
    name === 'MFA_SETUP' && known?.secret === undefined
      ? associateInSession(context, asked.session)
      : { secret: known?.secret, session: asked.session }
  const step = stepTo(visit, 'challenge', words, { challenge: name, session })
  if (name === 'NEW_PASSWORD_REQUIRED') return show(visit, newPasswordPage(step, pool.passwordPolicy), words)
  if (name === 'SOFTWARE_TOKEN_MFA')
    return show(visit, totpPage(step, words.code, demoCode(visit, session) !== undefined), words)
  const label = context.users.find(pool.id, known?.sub ?? '')?.attributes['email'] ?? ''
  const uri = new TOTP({ secret, issuer: pool.title, label }).toString()
  return show(visit, enrolmentPage(step, { secret, uri }), words)
}

/** The next code of a demo user, for the user who runs the stack: the secret is in `stack.json`. */
function demoCode({ context, pool, c }: Visit, session: string): string | undefined {
  const user = context.users.find(pool.id, context.challenges.peek(pool.id, session)?.sub ?? '')
  if (user === undefined || !context.demoUsers.has(user.sub) || !fromOwnUser(c)) return undefined
  const { secret, spent } = authenticatorOf(context, pool.id, user.sub)
  if (secret === undefined) return undefined
  return oneTimeCodes(secret, context.now()).find((code) => !spent.includes(stepOf(context, secret, code) ?? 0))
}

/** Shows the form. */
export const showLogin = visited((visit) => loginForm(visit, { username: visit.request.loginHint ?? '' }))

/** Takes the form. A wrong password and an unknown e-mail get the same answer in the same time. */
export const submitLogin = submitted((visit, form) => {
  const { context, pool, request } = visit
  const [username, password] = [form.get('username') ?? '', form.get('password') ?? '']
  const fill = form.get('fill')
  if (fill !== undefined) return loginForm(visit, { username, fill })
  const wanted = factorsWanted(context, pool, context.users.find(pool.id, username)?.sub, request.levels)
  return attempt(
    visit,
    'login',
    async () => proceed(visit, await begin(context, atOf(visit), { username, proof: { password }, wanted })),
    (words) => loginForm(visit, { username, ...words }),
  )
})

/** @param form `fill`: a demo user to fill in */
export function loginForm(visit: Visit, form: Words & { username: string; fill?: string | undefined }) {
  const { context, pool, c } = visit
  const people = [...context.demoUsers.values()].filter((user) => user.pool === pool.id)
  const picked = people.find(({ email }) => email === form.fill)
  const content = signInPage(stepTo(visit, 'login', form), {
    username: picked?.email ?? form.username,
    // Whoever may read `stack.json` may see it here.
    password: picked !== undefined && fromOwnUser(c) ? picked.password : undefined,
    people,
    forgot: addressOf(visit, 'forgotPassword'),
  })
  return show(visit, content, form)
}
