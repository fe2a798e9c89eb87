/** A forgotten password: a code is sent, and proves who may choose another. */
import { html } from 'hono/html'
import { confirmReset, requestReset } from '../sign-in/index.ts'
import { forgotPage, resetPage } from './pages.ts'
import { loginForm } from './steps.ts'
import { addressOf, atOf, attempt, show, stepTo, submitted, type Visit, visited, type Words } from './visit.ts'

export const showForgot = visited((visit) => forgotForm(visit, visit.request.loginHint ?? '', {}))

/** Who does not exist gets the same page. */
export const submitForgot = submitted((visit, form) => {
  const username = form.get('username') ?? ''
  return attempt(
    visit,
    'forgotPassword',
    () => {
      requestReset(visit.context, atOf(visit), username)
      const notice = html`If this user can get a code, it is in the <a href="/inbox" target="_blank">inbox (a new tab)</a>.`
      return resetForm(visit, { username, code: '' }, { notice })
    },
    (words) => forgotForm(visit, username, words),
  )
})

export const submitReset = submitted((visit, form) => {
  const username = form.get('username') ?? ''
  const [code, password] = [form.get('code')?.replaceAll(' ', '') ?? '', form.get('new_password') ?? '']
  return attempt(
    visit,
    'confirmForgotPassword',
    async () => {
      await confirmReset(visit.context, atOf(visit), { username, code, password })
      return loginForm(visit, { username, notice: 'The new password is set. Sign in with it.' })
    },
    (words) => resetForm(visit, { username, code: words.field === 'new_password' ? code : '' }, words),
  )
})

function forgotForm(visit: Visit, username: string, words: Words) {
  return show(visit, forgotPage(stepTo(visit, 'forgotPassword', words), username, addressOf(visit, 'login')), words)
}

function resetForm(visit: Visit, typed: { username: string; code: string }, words: Words) {
  const step = stepTo(visit, 'confirmForgotPassword', words)
  const page = resetPage(step, typed, visit.pool.passwordPolicy, addressOf(visit, 'forgotPassword'))
  return show(visit, page, words)
}
