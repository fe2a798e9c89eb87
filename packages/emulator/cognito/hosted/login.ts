/** The first step of a sign-in at the pages: e-mail and password. */
import { AwsError } from '../../aws-json/index.ts'
import { begin, logRefusal } from '../sign-in/index.ts'
import { factorsWanted } from '../sign-in/wanted.ts'
import { proceed } from './challenge.ts'
import { loginForm } from './login-form.ts'
import { submitted, visited } from './visit.ts'

/** Shows the form. */
export const showLogin = visited((visit) => loginForm(visit, { username: visit.request.loginHint ?? '' }))

/** Takes the form. A wrong password and an unknown e-mail get the same answer in the same time. */
export const submitLogin = submitted(async (visit, form) => {
  const { context, pool, request } = visit
  const [username, password] = [form.get('username') ?? '', form.get('password') ?? '']
  const fill = form.get('fill')
  if (fill !== undefined) return loginForm(visit, { username, fill })
  // Documented (aws-facts §C): the pages never tell that there is no such user, whatever the client says to the API.
  const at = { pool, client: { ...request.client, preventUserExistenceErrors: true } }
  const wanted = factorsWanted(context, pool, context.users.find(pool.id, username)?.sub, request.levels)
  try {
    return await proceed(visit, await begin(context, at, { username, proof: { password }, wanted }))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    logRefusal(context, `${pool.domainPrefix}/login`, error)
    return loginForm(visit, { username, error: error.message })
  }
})
