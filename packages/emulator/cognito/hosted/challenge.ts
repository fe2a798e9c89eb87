/** The steps after the password: a new one, an authenticator and its codes. */
import { TOTP } from 'otpauth'
import { AwsError } from '../../aws-json/index.ts'
import {
  answer,
  associateInSession,
  type ChallengeName,
  logRefusal,
  type Step,
  verifyInSession,
} from '../sign-in/index.ts'
import { startSession } from './cookies.ts'
import { loginForm } from './login-form.ts'
import { enrolmentPage, newPasswordPage, totpPage } from './pages.ts'
import { signedInLocation } from './sign-in.ts'
import { show, stepTo, submitted, type Visit, type Words } from './visit.ts'

/** Where the browser goes from here: back to the client, or to the page that asks for more. */
export async function proceed(visit: Visit, step: Step): Promise<Response> {
  const { context, pool, c, request } = visit
  if (step.kind === 'challenge') return challengePage(visit, step, {})
  const { user, authTime, factors } = step
  const session = startSession(context, pool, c, { client: request.client.id, sub: user.sub, authTime, factors })
  // 303: the browser must not post the password on to the client.
  return c.redirect(await signedInLocation(context, pool, request, user, session), 303)
}

/** Takes the answer. What was wrong can be tried again while the sign-in waits for it. */
export const submitChallenge = submitted(async (visit, form) => {
  const { context, pool, request } = visit
  const { client } = request
  const [name, session] = [form.get('challenge') ?? '', form.get('session') ?? '']
  const code = form.get('code')?.replaceAll(' ', '') ?? ''
  try {
    // A code of the new authenticator comes first; what it proves is the answer.
    const at = name === 'MFA_SETUP' ? verifyInSession(context, session, code).session : session
    const responses = { NEW_PASSWORD: form.get('new_password'), SOFTWARE_TOKEN_MFA_CODE: code }
    return await proceed(visit, await answer(context, { pool, client }, { name, session: at, responses }))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    logRefusal(context, `${pool.domainPrefix}/challenge`, error)
    const waiting = context.challenges.peek(pool.id, session)
    return waiting?.name === name && waiting.client === client.id
      ? challengePage(visit, { name: waiting.name, session }, { error: wordsOf(error) })
      : loginForm(visit, { username: '', error: 'The sign-in took too long or was finished already. Sign in again.' })
  }
})

function challengePage(visit: Visit, asked: { name: ChallengeName; session: string }, words: Words) {
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
  if (name === 'SOFTWARE_TOKEN_MFA') return show(visit, totpPage(step), words)
  const label = context.users.find(pool.id, known?.sub ?? '')?.attributes['email'] ?? ''
  const uri = new TOTP({ secret, issuer: pool.title, label }).toString()
  return show(visit, enrolmentPage(step, { secret, uri }), words)
}

/** Cognito's words, where they help somebody at a form. */
const wordsOf = ({ type, message }: AwsError): string =>
  ({
    CodeMismatchException: 'This code is not right. Enter the one that the app shows now.',
    EnableSoftwareTokenMFAException: 'This code is not right. Enter the one that the app shows now.',
    ExpiredCodeException: 'This code was used already. Wait for the next one.',
  })[type] ?? message.replace(/\.?$/, '.')
