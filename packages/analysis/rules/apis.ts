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
  RS058: {
    name: 'cors-wildcard',
    rule: 'An API allows named origins only',
    why: 'Any page could call the API with a token that it got hold of, and read the answer.',
    source: 'aws-facts §E.4',
    fix: 'List the origins of the pool’s browser clients',
    judge: eachDeployed(
      'apis',
      ({ cors }) => hasWildcard(cors?.origins ?? []),
      ({ name }) => `The API of \`${name}\` allows origins with \`*\``,
    ),
  },
  RS059: {
    name: 'cors-differs',
    rule: 'An API answers preflights of the pages of its pool’s browser clients, for what its operations take, without cookies',
    why: 'An origin too many lets foreign pages call; one too few, or a method or header, breaks our own. Cookies mean nothing here.',
    source: 'aws-facts §E.4',
    fix: 'Derive origins and methods from the contract, as packages/cdk/api/cors.ts does',
    judge: ({ apis }) =>
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
  },
  RS060: {
    name: 'claim-in-access-log',
    rule: 'An access log names ids and what decides, and no other claim',
    why: 'A log is kept for months and read by many: e-mail, phone and name do not belong there.',
    source: 'aws-facts §E.5',
    fix: 'Log `sub` and look the person up where that is allowed',
    judge: ({ apis }) =>
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
  },
  RS073: {
    name: 'stage-differs',
    rule: 'An API has the stage `$default` alone, with limits on requests and an access log',
    why: 'A second stage is another address that nobody watches; without limits one caller takes it all, and without a log nobody can say who was let in.',
    source: 'packages/cdk/api/pool-api.ts',
    fix: 'Make the API with `PoolApi`, with one stage',
    judge: ({ template }) =>
      template.stageFaults.map(({ resource, what }) => tell(resource, `The template has ${what}`)),
  },
})
