/** The pages of a sign-in, each as its form. */
import { html, raw } from 'hono/html'
import { renderSVG } from 'uqr'
import type { Html } from '../../pages/shell.ts'
import type { PasswordPolicy } from '../../template/model.ts'
import type { DemoUser } from '../context.ts'
import { type Field, type FormPage, formPage } from './form-page.ts'

/** What every page of a sign-in needs. */
export interface Step extends Pick<FormPage, 'action' | 'hidden' | 'error' | 'field' | 'notice'> {
  /** The client's name. */
  readonly application: string
  /** The pool's name in Cognito. */
  readonly pool: string
}

const draw = (
  { application, pool, ...step }: Step,
  form: Omit<FormPage, 'action' | 'hidden' | 'lead'> & { lead?: string },
) => formPage({ lead: `${application} · ${pool}`, ...step, ...form })

const usernameField = (value: string): Field => ({
  name: 'username',
  label: 'E-mail',
  type: 'email',
  autocomplete: 'username',
  value,
})

type Person = Pick<DemoUser, 'email' | 'role' | 'org'>

export interface SignIn {
  readonly username: string
  /** Filled in for a demo user alone. */
  readonly password?: string | undefined
  readonly people: readonly Person[]
  readonly forgot: string
}

export const signInPage = (step: Step, { username, password, people, forgot }: SignIn): Html =>
  draw(step, {
    title: `Sign in to ${step.application}`,
    lead: `Pool ${step.pool}`,
    fields: [
      usernameField(username),
      { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', value: password },
    ],
    button: 'Sign in',
    links: [['Forgot your password?', forgot]],
    after: people.length === 0 ? undefined : demoUsers(people),
  })

/** The buttons belong to the form above and stand after its own, which is the one that Enter presses. */
const demoUsers = (people: readonly Person[]) =>
  html`<section class="card" aria-labelledby="people"><h2 id="people">Demo users</h2>
<p class="hint">Pick one to fill in the form.</p>
<ul class="people">${people.map(
    ({ email, role, org }) =>
      html`<li><button type="submit" form="step" name="fill" value="${email}" formnovalidate>${email}<span>${[role, org].filter((word) => word !== undefined).join(' · ')}</span></button></li>`,
  )}</ul></section>`

const codeField: Field = {
  name: 'code',
  label: 'Code',
  type: 'text',
  autocomplete: 'one-time-code',
  hint: 'Six digits from your authenticator app.',
}

const newPasswordField = (policy: PasswordPolicy): Field => ({
  name: 'new_password',
  label: 'New password',
  type: 'password',
  autocomplete: 'new-password',
  hint: policyWords(policy),
})

/** What the policy asks for, in a sentence. */
function policyWords(policy: PasswordPolicy): string {
  const kinds = [
    ...(policy.RequireLowercase ? ['a lower-case letter'] : []),
    ...(policy.RequireUppercase ? ['an upper-case letter'] : []),
    ...(policy.RequireNumbers ? ['a number'] : []),
    ...(policy.RequireSymbols ? ['a symbol'] : []),
  ]
  const list = new Intl.ListFormat('en').format(kinds)
  return `At least ${policy.MinimumLength} characters${kinds.length === 0 ? '' : `, with ${list}`}.`
}

/** After a temporary password. */
export const newPasswordPage = (step: Step, policy: PasswordPolicy): Html =>
  draw(step, {
    title: 'Choose a new password',
    fields: [newPasswordField(policy)],
    button: 'Set password and sign in',
  })

/** @param demo whether the code can be filled in */
export const totpPage = (step: Step, code: string | undefined, demo: boolean): Html =>
  draw(step, {
    title: 'Enter your code',
    fields: [{ ...codeField, value: code }],
    button: 'Sign in',
    after: demo
      ? html`<section class="card" aria-labelledby="demo"><h2 id="demo">Demo user</h2>
<ul class="people"><li><button type="submit" form="step" name="fill" value="code" formnovalidate>Fill in the code<span>from the authenticator of this demo user</span></button></li></ul></section>`
      : undefined,
  })

/** Shows the secret once, as text and for a camera. */
export const enrolmentPage = (step: Step, { secret, uri }: { secret: string; uri: string }): Html =>
  draw(step, {
    title: 'Set up an authenticator app',
    before: html`<p>Scan this with the app, or give it the key by hand. Then enter the code that it shows.</p>
${raw(renderSVG(uri, { border: 4 }).replace('<svg ', '<svg class="qr" role="img" aria-label="QR code of the key" '))}
<dl><dt>Key</dt><dd><code>${secret}</code></dd><dt>Address</dt><dd><code>${uri}</code></dd></dl>`,
    fields: [codeField],
    button: 'Verify and sign in',
  })

export const forgotPage = (step: Step, username: string, signIn: string): Html =>
  draw(step, {
    title: 'Reset your password',
    fields: [usernameField(username)],
    button: 'Send a code',
    links: [['Back to sign-in', signIn]],
  })

/** The same for a user who does not exist. `typed`: what need not be typed again. */
export const resetPage = (
  step: Step,
  typed: { readonly username: string; readonly code: string },
  policy: PasswordPolicy,
  again: string,
): Html =>
  draw(step, {
    title: 'Choose a new password',
    fields: [
      usernameField(typed.username),
      { ...codeField, value: typed.code, hint: 'Six digits from the message.' },
      newPasswordField(policy),
    ],
    button: 'Set password',
    links: [['Send another code', again]],
  })
