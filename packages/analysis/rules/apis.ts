/** Rules over a template’s APIs beside their routes: preflights, stages and access logs. */

import { quoted } from '@scopegate/contract/quoted'
import type { DeployedCors } from '../deployed/shape.ts'
import { eachDeployed, onTemplate } from './rule.ts'
import { tellDifference } from './shared/same.ts'
import { tell } from './shared/words.ts'

/** Whether the API answers pages of any origin, or of any below a domain. */
const hasWildcard = (origins: readonly string[]): boolean => origins.some((origin) => origin.includes('*'))

const none: DeployedCors = { origins: [], methods: [], headers: [], credentials: false }

/** The claims that say nothing about a person: ids, times and what decides. */
const impersonal = new Set(
  'sub client_id org_id role scope iss aud token_use version jti origin_jti event_id auth_time iat exp nbf acr azp'.split(
    ' ',
  ),
)

/** One claim, or with nothing behind it all of them. */
const claim = /\$context\.authorizer\.(?:jwt\.)?claims(?:\.([\w:-]+))?/g

export const apiRules = onTemplate({
  'cors-wildcard': eachDeployed(
    'apis',
    ({ cors }) => hasWildcard(cors?.origins ?? []),
    ({ name }) => `The API of \`${name}\` allows origins with \`*\``,
  ),
  'cors-differs': ({ apis }) =>
    apis.map(({ name, place, cors = none, wanted }) => {
      if (wanted === undefined || hasWildcard(cors.origins)) return []
      const { origins, methods, headers } = wanted.cors ?? none
      const lists = {
        origins: tellDifference(cors.origins, origins),
        methods: tellDifference(cors.methods, methods),
        headers: tellDifference(
          cors.headers.map((header) => header.toLowerCase()),
          headers,
        ),
      }
      return [
        Object.entries(lists).map(
          ([what, differs]) =>
            differs !== undefined && tell(place, `Of allowed ${what} the API of \`${name}\` ${differs}`),
        ),
        cors.credentials && tell(place, `The API of \`${name}\` allows pages to send cookies`),
      ]
    }),
  'claim-in-access-log': ({ apis }) =>
    apis.map(({ name, accessLogs }) =>
      accessLogs.map(({ resource, format }) => {
        const named = new Set([...format.matchAll(claim)].map((match) => match[1] ?? 'claims'))
        const personal = [...named].filter((each) => !impersonal.has(each))
        return (
          personal.length > 0 &&
          tell(resource, `The access log of the API of \`${name}\` holds the claim ${quoted(personal)}`)
        )
      }),
    ),
  'stage-differs': ({ template }) =>
    template.stageFaults.map(({ resource, what }) => tell(resource, `The template has ${what}`)),
})
