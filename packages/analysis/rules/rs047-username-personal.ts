/**
 * RS047: the claim `username` names no person.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const usernamePersonal: TemplateRule = {
  on: 'template',
  id: 'RS047',
  name: 'username-personal',
  severity: 'error',
  rule: 'People sign in with an attribute, so that Cognito makes up their user name',
  why: 'Every access token of a person carries `username`. Chosen by people it is a name or an e-mail address, in each service and log.',
  source: 'aws-facts §A.2',
  fix: 'Set `UsernameAttributes` to `email`, or to `phone_number`',
  judge: ({ pools }) =>
    pools.flatMap(({ name, pool: { resource, usernameAttributes } }) =>
      when(usernameAttributes.length === 0, () => [
        inTemplate(resource),
        `People of the pool \`${name}\` choose their user name, which their access tokens carry`,
        'Set `UsernameAttributes` to `email`',
      ]),
    ),
}
