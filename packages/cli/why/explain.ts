/**
 * Each reason in words: what is wrong, and what to do next. Names come from the contract; of the token only what the
 * contract knows is repeated.
 */
import { clientKinds, type ServingRefusal, servingRefusal } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import { closeMatch } from '../program/close-match.ts'
import type { Facts } from './facts.ts'

type Explained = readonly [says: string, next: string]

const getAnother = 'get a token with `scopes token`, or sign in again, and send it exactly as it was issued'

const clientsOf = ({ contract }: Facts, pool = '') => quoted(Object.keys(contract.pools[pool]?.clients ?? {}))

/** What is wrong with organization or role: of a person unless the token is a machine’s. */
const assignment =
  (says: string, next: string | ((facts: Facts) => string)) =>
  (facts: Facts): Explained => {
    const { client } = facts
    if (client?.kind !== 'machine') return [says, typeof next === 'string' ? next : next(facts)]
    const machine = `The organization or role of the token is not that of \`${client.name}\` in the contract`
    return [machine, 'get a new token; if it is the same, deploy the contract']
  }

const assign = 'set the user’s attributes `custom:org_id` and `custom:role` in Cognito, then sign in again'

const servings: Readonly<Record<ServingRefusal, Explained>> = {
  people_only: ['The operation is for people, and this is a machine’s token', 'sign in as a person'],
  org_needed: [
    'The operation acts on the caller’s own organization, and this caller belongs to none',
    'sign in to a pool that is bound to organizations: see `scopes matrix`',
  ],
  org_in_the_way: [
    'The operation acts on the organization of the path, and this caller belongs to one',
    'sign in to a pool that is not bound to organizations: see `scopes matrix`',
  ],
}

function unknownPath({ path, contract }: Facts): Explained {
  const paths = Object.values(contract.operations).map((operation) => operation.path)
  const close = closeMatch(path, paths)
  return [
    'There is no such path',
    close === undefined ? '`scopes matrix` lists all paths' : `did you mean \`${close}\`?`,
  ]
}

function explainText({ token }: Facts): Explained {
  if (/^[{[]/.test(token)) {
    return ['This is JSON, and no token is found in it', 'paste the answer of the sign-in, or the access token alone']
  }
  const parts = token.split('.').length
  // Cognito's refresh tokens are encrypted, in five parts (RFC 7516 §3.1).
  if (/^[\w-]+(\.[\w-]+){4}$/.test(token))
    return ['This looks like a refresh token, which no API takes', 'exchange it for an access token']
  const what = parts === 3 ? 'it cannot be decoded' : `it has ${parts} of the three parts of one`
  return [`This is not a token: ${what}`, `copy the whole of \`access_token\`, or ${getAnother}`]
}

function ago({ claims, now }: Facts): string {
  const seconds = Math.floor(now - Number(claims?.['exp']))
  if (seconds < 120) return `${seconds} seconds ago`
  return seconds < 7200 ? `${Math.floor(seconds / 60)} minutes ago` : `${Math.floor(seconds / 3600)} hours ago`
}

/** Why a request is refused. Stable: scripts read it from `--json`, and docs/command-line.md explains each. */
const explanations = {
  request_too_large: ['The token is longer than the 10,240 bytes of a request’s headers', 'ask for fewer scopes'],
  path_undecodable: ['The path has a `%` that encodes nothing', 'encode it again, a `%` as `%25`'],
  path_refused: ['Two readers may read this path in two ways', 'send it without dots, `//`, `;` and double encoding'],
  path_unknown: unknownPath,
  method_unknown: (facts) =>
    facts.meant.kind === 'other_method'
      ? [`The path has no ${facts.method}`, `use one of: ${facts.meant.methods.join(', ')}`]
      : unknownPath(facts),
  operation_not_exposed: ({ api = '', carriers }) => {
    const says = `The API of the pool \`${api}\` does not carry this operation`
    return carriers.length === 0
      ? [
          `${says}; no API carries it; the services answer it without a gateway (\`--direct\`)`,
          'call the service itself',
        ]
      : [`${says}; those of ${quoted(carriers)} do`, 'call that API, with a token of its pool']
  },
  token_missing: [
    'The request carries no token',
    'send `Authorization: Bearer <access token>`; `scopes token` gets one',
  ],
  not_a_token: explainText,
  algorithm: ['The token is not signed as Cognito signs', getAnother],
  other_pool: (facts) => [
    `The token is of the pool \`${facts.trusted?.pool ?? ''}\`, and this is the API of \`${facts.api ?? ''}\``,
    `sign in through ${clientsOf(facts, facts.api)}, or call the API of \`${facts.trusted?.pool ?? ''}\``,
  ],
  issuer_unknown: (facts) => {
    const where = facts.api === undefined ? 'a client of the contract' : clientsOf(facts, facts.api)
    const next = `sign in through ${where}; a token of another stack or account needs its own \`--pools\``
    return ['The token comes from an issuer that is not trusted here', next]
  },
  key_unknown: [
    'The issuer has no key of the id that the token names',
    `the token is older than the key, or forged: ${getAnother}`,
  ],
  signature: ['The signature does not fit: the token was changed, or cut off when it was copied', getAnother],
  foreign_client: (facts) => [
    `The token was issued to an app client of the pool \`${facts.trusted?.pool ?? ''}\` that the contract lacks`,
    `sign in through ${clientsOf(facts, facts.trusted?.pool)}`,
  ],
  foreign_audience: ['The token was issued for another audience', 'get one without the parameter `resource`'],
  expiry_missing: ['The token names no time at which it expires', getAnother],
  expired: (facts) => [
    `The token expired ${ago(facts)}`,
    'get a new one with the refresh token, or with `scopes token`',
  ],
  not_yet_valid: ['The token is not valid yet', 'set the clock of the machine that issued it, or of this one'],
  id_token: [
    'This is an ID token; it is for the application, not for the API',
    'send the access token of the same sign-in',
  ],
  not_an_access_token: ['The token does not say that it is an access token', getAnother],
  subject: ['Cognito does not issue tokens of this kind for this subject', getAnother],
  org_missing: assignment('The caller has no organization, so that the trigger grants no scope', assign),
  org_invalid: assignment('The caller’s organization is not a valid id', assign),
  org_unexpected: assignment(
    'The caller has an organization, and people of this pool must have none',
    'clear the user’s attribute `custom:org_id`, then sign in again',
  ),
  role_missing: assignment('The caller has no role, so that the trigger grants no scope', assign),
  role_invalid: assignment('The caller’s role is not one of the pool', ({ contract, trusted }) => {
    const roles = contract.pools[trusted?.pool ?? '']?.roles ?? []
    return `set \`custom:role\` to one of ${quoted(roles)}, then sign in again`
  }),
  scope_without_prefix: ({ required }) => [
    `The token carries \`${required?.scope}\` without its resource server`,
    `ask for \`${required?.wire}\``,
  ],
  scope_not_of_client: ({ client, required }) => {
    const [name, scope] = [client?.name ?? '', required?.scope ?? '']
    const mend =
      client?.scopes === 'pool-roles'
        ? `it holds what the roles of its pool may: add one of them to the roles of \`${scope}\` in scopes/catalog.ts`
        : `add \`${scope}\` to its \`scopes\` in scopes/catalog.ts`
    const next = `${mend}, or call what it may: \`scopes matrix --client ${name}\``
    return [`The client \`${name}\` may not hold \`${scope}\``, next]
  },
  scope_not_of_role: ({ claims, required: { scope, roles } = { scope: '', roles: [] } }) => {
    const role = String(claims?.['role'])
    const others = roles.length === 0 ? 'no role may' : `${quoted(roles)} may`
    const next = `sign in with a role that may, or add \`${role}\` to the roles of \`${scope}\` in scopes/catalog.ts`
    return [`The role \`${role}\` may not hold \`${scope}\`; ${others}`, next]
  },
  scope_not_requested: ({ client, required: { scope, wire } = { scope: '', wire: '' } }) =>
    client !== undefined && !clientKinds[client.kind].asksForScopes
      ? [`The token is older than the grant of \`${scope}\``, 'sign in again']
      : [
          `The token could carry \`${scope}\`, but it was not asked for`,
          `ask for \`${wire}\` when you get the token: \`scope=… ${wire}\``,
        ],
  caller_kind: ({ client, contract, trusted, operation }) => {
    const org = contract.pools[trusted?.pool ?? '']?.org === 'required'
    const holding = { machine: client?.kind === 'machine', org }
    return servings[(operation && servingRefusal(operation.operation, holding)) ?? 'people_only']
  },
  org_malformed: [
    'The path names an organization that cannot exist',
    'write `org_` and up to 63 lower-case letters, digits, `_` and `-`',
  ],
} as const satisfies Readonly<Record<string, Explained | ((facts: Facts) => Explained)>>

export type Reason = keyof typeof explanations

export const reasons = Object.keys(explanations)

export const isReason = (text: string): text is Reason => Object.hasOwn(explanations, text)

/** What is wrong, and what to type or change. */
export function explain(reason: Reason, facts: Facts): { readonly says: string; readonly next: string } {
  const found: Explained | ((facts: Facts) => Explained) = explanations[reason]
  const [says, next] = typeof found === 'function' ? found(facts) : found
  return { says, next }
}
