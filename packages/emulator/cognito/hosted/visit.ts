/** What the pages of a sign-in have in common: a good request in the address, and our own form. */
import type { Context } from 'hono'
import { AwsError } from '../../aws-json/index.ts'
import { type Html, pageHeaders } from '../../pages/shell.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { formOf, OAuthError, type Parameters } from '../oauth/form.ts'
import { type AuthorizeRequest, readAuthorizeRequest } from './authorize-request.ts'
import { csrfFits, csrfToken } from './cookies.ts'
import type { FormPage } from './form-page.ts'
import type { Step as PageStep } from './pages.ts'
import { foreignForm, malformedForm, type Refusal, refusalPage } from './refusals.ts'

type Answer = Response | Promise<Response>
type Handler = (context: CognitoContext, pool: ResolvedPool, c: Context) => Promise<Response>

/** A browser at one of the pages. */
export interface Visit {
  readonly context: CognitoContext
  readonly pool: ResolvedPool
  readonly c: Context
  readonly request: AuthorizeRequest
}

export const queryOf = (c: Context): URLSearchParams => new URL(c.req.url).searchParams

export const refused = (c: Context, refusal: Refusal, status: 400 | 403 = 400): Answer =>
  c.html(refusalPage(refusal), status, pageHeaders())

/** Lets good requests through. */
export const visited =
  (answer: (visit: Visit) => Answer): Handler =>
  async (context, pool, c) => {
    const reading = readAuthorizeRequest(context, pool, queryOf(c))
    if (reading.kind === 'page') {
      context.log(`cognito: ${c.req.path} refused: ${reading.refusal.reason}`)
      return refused(c, reading.refusal)
    }
    if (reading.kind === 'redirect') return c.redirect(reading.location)
    return answer({ context, pool, c, request: reading.request })
  }

/** Lets through forms that one of our pages sent. */
export const submitted = (answer: (visit: Visit, form: Parameters) => Answer): Handler =>
  visited(async (visit) => {
    const { c } = visit
    let form: Parameters
    try {
      form = await formOf(c.req.raw)
    } catch (error) {
      if (error instanceof OAuthError) return refused(c, malformedForm)
      throw error
    }
    return csrfFits(c, form.get('_csrf')) ? answer(visit, form) : refused(c, foreignForm, 403)
  })

/** Another page of the same sign-in: the request's parameters go along byte by byte. */
export const addressOf = ({ pool, c }: Visit, path: string): string =>
  `/${pool.domainPrefix}/${path}?${queryOf(c).toString()}`

/** What a page says of what was sent. */
export type Words = Pick<FormPage, 'error' | 'field' | 'notice'>

/** What a page needs for a form that goes to `path`. */
export const stepTo = (
  visit: Visit,
  path: string,
  words: Words,
  hidden: Readonly<Record<string, string>> = {},
): PageStep => ({
  ...words,
  application: visit.request.client.name,
  pool: visit.pool.title,
  action: addressOf(visit, path),
  hidden: { _csrf: csrfToken(visit.pool, visit.c), ...hidden },
})

export const show = ({ c, request }: Visit, content: Html, { error }: Words): Answer =>
  c.html(content, error === undefined ? 200 : 400, pageHeaders(request.redirectUri))

/** Where the person signs in. Documented (aws-facts §C): the pages never tell that there is no such user, whatever the client says to the API. */
export const atOf = ({ pool, request: { client } }: Visit) => ({
  pool,
  client: { ...client, preventUserExistenceErrors: true },
})

/** Turns a refusal into a page, and keeps its reason in the log. */
export async function attempt(
  { context, pool }: Visit,
  path: string,
  run: () => Answer,
  refuse: (words: Words) => Answer,
): Promise<Response> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    context.log(`cognito: ${pool.domainPrefix}/${path} refused: ${error.type}: ${error.reason}`)
    return refuse(helpful[error.type] ?? { error: error.message.replace(/\.?$/, '.') })
  }
}

/** What helps at a form where Cognito’s words do not. */
const helpful: Readonly<Record<string, Words>> = {
  CodeMismatchException: { field: 'code', error: 'This code is not right. Enter the newest one.' },
  EnableSoftwareTokenMFAException: { field: 'code', error: 'This code is not right. Enter the newest one.' },
  ExpiredCodeException: { field: 'code', error: 'This code was used already or is too old. Enter a newer one.' },
  InvalidPasswordException: {
    field: 'new_password',
    error: 'This password does not have all that is asked for below.',
  },
  PasswordResetRequiredException: { error: 'Your password was reset. Choose “Forgot your password?” to set another.' },
}
