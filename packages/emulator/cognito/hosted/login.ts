/** The first step of a sign-in at the pages: e-mail and password. */
import { begin } from '../sign-in/index.ts'
import { factorsWanted } from '../sign-in/wanted.ts'
import { proceed } from './challenge.ts'
import { loginForm } from './login-form.ts'
import { atOf, attempt, submitted, visited } from './visit.ts'

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
