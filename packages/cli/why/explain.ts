/**
 * Each reason in words: what is wrong, and what to do next. Names come from the contract; of the token only what the
 * contract knows is repeated.
 *
 * @module
 */

import { explainAssignment, explainScope, explainServing } from './explain-grant.ts'
import { explainOrigin, explainRoute } from './explain-route.ts'
import { type Explanation, say } from './explanation.ts'
import type { Facts } from './facts.ts'
import type { Reason } from './reasons.ts'

const getAnother = 'get a token with `scopes token`, or sign in again, and send it exactly as it was issued'

/** The explanation of a refusal. */
export function explain(reason: Reason, facts: Facts): Explanation {
  switch (reason) {
    case 'request_too_large':
      return say('The token is longer than the 10,240 bytes of a request’s headers', 'ask for fewer scopes')
    case 'path_undecodable':
      return say('The path has a `%` that encodes nothing', 'encode it again, a `%` as `%25`')
    case 'path_refused':
      return say('Two readers may read this path in two ways', 'send it without dots, `//`, `;` and double encoding')
    case 'path_unknown':
    case 'method_unknown':
    case 'operation_not_exposed':
      return explainRoute(reason, facts)
    case 'token_missing':
      return say('The request carries no token', 'send `Authorization: Bearer <access token>`; `scopes token` gets one')
    case 'not_a_token':
      return explainText(facts)
    case 'algorithm':
      return say('The token is not signed as Cognito signs', getAnother)
    case 'other_pool':
    case 'issuer_unknown':
    case 'foreign_client':
      return explainOrigin(reason, facts)
    case 'foreign_audience':
      return say('The token was issued for another audience', 'get one without the parameter `resource`')
    case 'key_unknown':
      return say(
        'The issuer has no key of the id that the token names',
        `the token is older than the key, or forged: ${getAnother}`,
      )
    case 'signature':
      return say('The signature does not fit: the token was changed, or cut off when it was copied', getAnother)
    case 'expiry_missing':
      return say('The token does not say when it expires', getAnother)
    case 'expired':
      return say(`The token expired ${ago(facts)}`, 'get a new one with the refresh token, or with `scopes token`')
    case 'not_yet_valid':
      return say('The token is not valid yet', 'set the clock of the machine that issued it, or of this one')
    case 'id_token':
      return say(
        'This is an ID token; it is for the application, not for the API',
        'send the access token of the same sign-in',
      )
    case 'not_an_access_token':
      return say('The token does not say that it is an access token', getAnother)
    case 'subject':
      return say('Cognito does not issue tokens of this kind for this subject', getAnother)
    case 'org_missing':
    case 'org_invalid':
    case 'org_unexpected':
    case 'role_missing':
    case 'role_invalid':
      return explainAssignment(reason, facts)
    case 'scope_without_prefix':
    case 'scope_not_of_client':
    case 'scope_not_of_role':
    case 'scope_not_requested':
      return explainScope(reason, facts)
    case 'caller_kind':
      return explainServing(facts)
    case 'org_malformed':
      return say(
        'The path names an organization that cannot exist',
        'write `org_` and up to 63 lower-case letters, digits, `_` and `-`',
      )
  }
}

function ago({ claims, now }: Facts): string {
  const seconds = Math.floor(now - Number(claims?.['exp']))
  if (seconds < 120) return `${seconds} seconds ago`
  return seconds < 7200 ? `${Math.floor(seconds / 60)} minutes ago` : `${Math.floor(seconds / 3600)} hours ago`
}

function explainText({ token }: Facts): Explanation {
  if (/^[{[]/.test(token)) {
    return say(
      'This is JSON, and no token is found in it',
      'paste the answer of the sign-in, or the access token alone',
    )
  }
  const parts = token.split('.').length
  // Cognito's refresh tokens are encrypted, in five parts (RFC 7516 §3.1).
  if (parts === 5) {
    return say('This looks like a refresh token, which no API takes', 'exchange it for an access token')
  }
  const what = parts === 3 ? 'it cannot be decoded' : `it has ${parts} of the three parts of one`
  return say(`This is not a token: ${what}`, `copy the whole of \`access_token\`, or ${getAnother}`)
}
