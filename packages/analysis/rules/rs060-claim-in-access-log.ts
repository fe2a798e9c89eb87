/**
 * RS060: an access log names nobody.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

/** The claims that say nothing about a person: ids, times and what decides. */
const impersonal = new Set(
  'sub client_id org_id role scope iss aud token_use version jti origin_jti event_id auth_time iat exp nbf acr azp'.split(
    ' ',
  ),
)

/** One claim, or with nothing behind it all of them. */
const claim = /\$context\.authorizer\.(?:jwt\.)?claims(?:\.([\w:-]+))?/g

export const claimInAccessLog: TemplateRule = {
  on: 'template',
  id: 'RS060',
  name: 'claim-in-access-log',
  severity: 'error',
  rule: 'An access log names ids and what decides, and no other claim',
  why: 'A log is kept for months and read by many: e-mail, phone and name do not belong there.',
  source: 'aws-facts §E.5',
  fix: 'Log `sub` and look the person up where that is allowed',
  judge: ({ apis }) =>
    apis.flatMap(({ name, api: { accessLogs } }) =>
      accessLogs.flatMap(({ resource, format }): readonly Finding[] => {
        const named = [...new Set([...format.matchAll(claim)].map((match) => match[1] ?? 'claims'))]
        const personal = named.filter((each) => !impersonal.has(each))
        if (personal.length === 0) return []
        const cause = `The access log of the API of \`${name}\` holds the claim ${quoted(personal)}`
        return [{ place: inTemplate(resource), cause, fix: 'Log `sub` in its place' }]
      }),
    ),
}
