/**
 * Rules over a template’s app clients.
 *
 * @module
 */

import { quoted } from '@scopegate/contract/quoted'
import type { DeployedClient } from '../deployed/shape.ts'
import type { TemplateClient } from '../deployed/template.ts'
import type { Finding, Rule } from './rule.ts'
import { hasGoodLife, isImplicit, isMixed, mostMinutes, unsafeAddresses } from './shared/client-state.ts'
import { shownAddress } from './shared/code-address.ts'
import { tellDifference } from './shared/same.ts'
import { leastTokenMinutes, machinesTokenMinutes, peoplesTokenMinutes } from './shared/token-life.ts'
import { inTemplate, when } from './shared/words.ts'

/** What decides what a person may do: the token trigger turns them into claims. */
const decisive = new Set(['custom:org_id', 'custom:role'])

type Lists = 'flows' | 'scopes' | 'authFlows' | 'callbackUrls' | 'logoutUrls'
type Values = 'hasSecret' | 'accessTokenSeconds' | 'idTokenSeconds' | 'refreshTokenSeconds'

/** What to call a field of a client in CloudFormation’s words. */
const lists: Readonly<Record<Lists, string>> = {
  flows: 'AllowedOAuthFlows',
  scopes: 'AllowedOAuthScopes',
  authFlows: 'ExplicitAuthFlows',
  callbackUrls: 'CallbackURLs',
  logoutUrls: 'LogoutURLs',
}
const values: Readonly<Record<Values, string>> = {
  hasSecret: 'GenerateSecret',
  accessTokenSeconds: 'AccessTokenValidity',
  idTokenSeconds: 'IdTokenValidity',
  refreshTokenSeconds: 'RefreshTokenValidity',
}

/** The fields that a rule of their own tells already. */
function told(client: DeployedClient): ReadonlySet<string> {
  return new Set([
    ...(isImplicit(client) || isMixed(client) ? ['flows', 'hasSecret'] : []),
    ...(unsafeAddresses(client).length > 0 ? ['callbackUrls', 'logoutUrls'] : []),
    ...(hasGoodLife(client) ? [] : ['accessTokenSeconds']),
  ])
}

/** The address that is taken where a request names none: Cognito demands that it is among the callback addresses. */
const foreignDefault = ({ defaultRedirectUri, callbackUrls }: TemplateClient): readonly string[] =>
  defaultRedirectUri === undefined || callbackUrls.includes(defaultRedirectUri) ? [] : [defaultRedirectUri]

export const appClientRules: readonly Rule[] = [
  {
    on: 'template',
    id: 'RS045',
    name: 'attribute-writable',
    severity: 'error',
    rule: 'Each app client lists the attributes that it may write, and neither `custom:org_id` nor `custom:role` is among them',
    why: 'Anybody with that client and a token of their own could move to another organization or become its owner.',
    source: 'aws-facts §B.3',
    fix: 'List in `WriteAttributes` what a person may change about themselves; an empty list may count as none stated',
    judge: ({ clients }) =>
      clients.flatMap(({ name, client: { resource, writeAttributes } }): readonly Finding[] => {
        const place = inTemplate(resource)
        if (writeAttributes === undefined || writeAttributes.length === 0) {
          const cause = `The client \`${name}\` does not list the attributes that it may write, so that Cognito decides`
          return [{ place, cause, fix: 'List in `WriteAttributes` what a person may change about themselves' }]
        }
        // RS065 tells what a deployment may put there; here it may be the worst.
        const found = writeAttributes.filter((attribute) => decisive.has(attribute) || attribute.includes('${'))
        return found.length === 0
          ? []
          : [
              {
                place,
                cause: `The client \`${name}\` may write ${quoted(found)}`,
                fix: 'Take it from `WriteAttributes`',
              },
            ]
      }),
  },
  {
    on: 'template',
    id: 'RS051',
    name: 'client-differs',
    severity: 'error',
    rule: 'An app client has the flows, scopes, addresses, writable attributes, lives and secret that the contract says',
    why: 'Its tokens would hold or last more than a reviewer of the contract was shown, or it cannot sign in.',
    source: 'packages/analysis/deployed/expected.ts',
    fix: 'Synthesize the template from this contract; where it differs still, packages/cdk/identity/app-client.ts sets it up otherwise',
    judge: ({ clients, expected }) =>
      clients.flatMap(({ pool, name, client }) => {
        const wanted = expected.pools[pool]?.clients[name]
        if (wanted === undefined) return []
        const skip = told(client)
        // RS045 tells the ones that decide, and a list that is missing.
        const writes = client.writeAttributes?.filter((each) => !decisive.has(each)) ?? []
        const attributes = writes.length === 0 ? undefined : tellDifference(writes, wanted.writeAttributes ?? [])
        const finding = (cause: string): Finding => ({
          place: inTemplate(client.resource),
          cause: `The client \`${name}\` ${cause}`,
          fix: 'Set it up as the contract says',
        })
        return [
          ...Object.entries(lists).flatMap(([field, called]): readonly Finding[] => {
            // The cast is safe: the table above has these keys.
            const key = field as Lists
            const differs = skip.has(key) ? undefined : tellDifference(client[key], wanted[key])
            return differs === undefined ? [] : [finding(`in \`${called}\` ${differs}`)]
          }),
          ...(attributes === undefined ? [] : [finding(`in \`WriteAttributes\` ${attributes}`)]),
          ...Object.entries(values).flatMap(([field, called]): readonly Finding[] => {
            // The cast is safe: the table above has these keys.
            const key = field as Values
            const same = skip.has(key) || client[key] === wanted[key]
            return same ? [] : [finding(`has another \`${called}\` than the contract says`)]
          }),
        ]
      }),
  },
  {
    on: 'template',
    id: 'RS052',
    name: 'implicit-flow',
    severity: 'error',
    rule: 'No app client uses the implicit flow',
    why: 'It hands the access token out in an address, where histories, logs and other pages read it.',
    source: 'RFC 9700, 2.1.2; aws-facts §I',
    fix: 'Use the flow `code` with PKCE',
    judge: ({ clients }) =>
      clients.flatMap(({ name, client }) =>
        when(isImplicit(client), () => [
          inTemplate(client.resource),
          `The client \`${name}\` may use the implicit flow`,
          'Use the flow `code` with PKCE',
        ]),
      ),
  },
  {
    on: 'template',
    id: 'RS053',
    name: 'callback-unsafe',
    severity: 'error',
    rule: 'A deployed client’s callback and sign-out addresses are exact, and https outside this machine',
    why: 'The authorization code goes there. In the clear, or to an address that somebody else can have, it is read on its way.',
    source: 'RFC 9700, 2.1',
    fix: 'Write an https address, or http://localhost for work on one machine, as a browser shows it, without `#`, `*` and `@`',
    judge: ({ clients }) =>
      clients.flatMap(({ name, client }) =>
        [...unsafeAddresses(client), ...foreignDefault(client)].map(
          (address): Finding => ({
            place: inTemplate(client.resource),
            cause: `The client \`${name}\` sends people to \`${shownAddress(address)}\``,
            fix: 'Write an https or http://localhost address as a browser shows it, without `#`, `*` and `@`',
          }),
        ),
      ),
  },
  {
    on: 'template',
    id: 'RS054',
    name: 'machine-flow-mixed',
    severity: 'error',
    rule: 'A client with the flow `client_credentials` has a secret and no other flow',
    why: 'Cognito takes it with a secret and alone. One client for people and machines could not be told apart by anybody.',
    source: 'aws-facts §C',
    fix: 'Give the machine a client of its own with `GenerateSecret`',
    judge: ({ clients }) =>
      clients.flatMap(({ name, client }) =>
        when(isMixed(client), () => [
          inTemplate(client.resource),
          `The client \`${name}\` is a machine’s and has ${client.hasSecret ? 'other flows besides' : 'no secret'}`,
          'Give the machine a client of its own with `GenerateSecret`',
        ]),
      ),
  },
  {
    on: 'template',
    id: 'RS055',
    name: 'revocation-off',
    severity: 'error',
    rule: 'Token revocation is on for every app client',
    why: 'Without it a stolen refresh token makes new access tokens until it expires, and tokens lack `origin_jti`.',
    source: 'aws-facts §G, §C',
    fix: 'Set `EnableTokenRevocation` to `true`',
    judge: ({ clients }) =>
      clients.flatMap(({ name, client: { resource, tokenRevocation } }) =>
        when(!tokenRevocation, () => [
          inTemplate(resource),
          `The tokens of the client \`${name}\` cannot be revoked`,
          'Set `EnableTokenRevocation` to `true`',
        ]),
      ),
  },
  {
    on: 'template',
    id: 'RS056',
    name: 'deployed-token-life',
    severity: 'error',
    rule: `Deployed access tokens live at least ${leastTokenMinutes} minutes, at most ${peoplesTokenMinutes} for people and ${machinesTokenMinutes} for machines`,
    why: 'Nothing ends an access token early, and Cognito refuses a shorter life. A client that says nothing gets an hour.',
    source: 'aws-facts §D.1, §G',
    fix: 'State `AccessTokenValidity` with its unit',
    judge: ({ clients, expected }) =>
      clients.flatMap(({ pool, name, client }) =>
        when(
          // What the contract itself says, RS026 tells.
          !hasGoodLife(client) && client.accessTokenSeconds !== expected.pools[pool]?.clients[name]?.accessTokenSeconds,
          () => [
            inTemplate(client.resource),
            `The client \`${name}\` has access tokens of ${Number.isFinite(client.accessTokenSeconds) ? `${client.accessTokenSeconds / 60}` : 'unknown'} minutes`,
            `State \`AccessTokenValidity\` as ${leastTokenMinutes} to ${mostMinutes(client)} minutes`,
          ],
        ),
      ),
  },
  {
    on: 'template',
    id: 'RS057',
    name: 'client-before-resource-server',
    severity: 'error',
    rule: 'A client depends on each resource server whose scopes it lists',
    why: 'CloudFormation may make the client first, and Cognito refuses scopes that do not exist yet: the first deployment fails.',
    source: 'aws-facts §I',
    fix: 'Refer to the resource server in the scope instead of writing its identifier, or add a `DependsOn`',
    judge: ({ clients }) =>
      clients.flatMap(({ name, client: { resource, undeclaredServers } }) =>
        when(undeclaredServers.length > 0, () => [
          inTemplate(resource),
          `The client \`${name}\` lists scopes of ${quoted(undeclaredServers)} and does not depend on it`,
          'Refer to the resource server in the scope, or add a `DependsOn`',
        ]),
      ),
  },
]
