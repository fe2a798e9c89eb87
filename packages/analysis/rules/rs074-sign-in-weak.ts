/**
 * RS074: accounts are hard to take over.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const signInWeak: TemplateRule = {
  on: 'template',
  id: 'RS074',
  name: 'sign-in-weak',
  severity: 'error',
  rule: 'People sign in with long passwords and a one-time password, prove their e-mail address, and nobody is told who exists',
  why: 'Passwords are guessed, text messages and unproven addresses are taken over, and lists of people are tried out.',
  source: 'packages/cdk/identity/pool.ts, packages/cdk/identity/app-client.ts',
  fix: 'Make the pool with `Pool`, and the client with `AppClient`',
  judge: ({ template }) =>
    template.weakSignIns.map(({ resource, what }) => ({
      place: inTemplate(resource),
      cause: `Signing in allows ${what}`,
      fix: 'Set it up as packages/cdk/identity does',
    })),
}
