/** The pages of a sign-in, each as its form. */
import { html } from 'hono/html'
import type { Html } from '../../pages/shell.ts'
import type { DemoUser } from '../context.ts'
import { type Field, type FormPage, formPage } from './form-page.ts'

/** What every page of a sign-in needs. */
export interface Step {
  /** The client's name. */
  readonly application: string
  /** The pool's name in Cognito. */
  readonly pool: string
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  readonly error?: string | undefined
  readonly notice?: string | undefined
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
}

export const signInPage = (step: Step, { username, password, people }: SignIn): Html =>
  draw(step, {
    title: `Sign in to ${step.application}`,
    lead: `Pool ${step.pool}`,
    fields: [
      usernameField(username),
      { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', value: password },
    ],
    button: 'Sign in',
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
