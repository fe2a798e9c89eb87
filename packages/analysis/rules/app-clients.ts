/** Rules over a template’s app clients. */

import { quoted } from '@scopegate/contract/quoted'
import type { TemplateClient } from '../deployed/template.ts'
import { eachDeployed, onTemplate } from './rule.ts'
import { hasGoodLife, isImplicit, isMixed, mostMinutes, unsafeAddresses } from './shared/client-state.ts'
import { shownAddress } from './shared/code-address.ts'
import { tellDifference } from './shared/same.ts'
import { leastTokenMinutes, machinesTokenMinutes, peoplesTokenMinutes } from './shared/token-life.ts'
import { tell } from './shared/words.ts'

/** What decides what a person may do: the token trigger turns them into claims. */
const decisive = new Set(['custom:org_id', 'custom:role'])

/** What to call a field of a client in CloudFormation’s words. */
const lists = [
  ['flows', 'AllowedOAuthFlows'],
  ['scopes', 'AllowedOAuthScopes'],
  ['authFlows', 'ExplicitAuthFlows'],
  ['callbackUrls', 'CallbackURLs'],
  ['logoutUrls', 'LogoutURLs'],
] as const
const values = [
  ['hasSecret', 'GenerateSecret'],
  ['accessTokenSeconds', 'AccessTokenValidity'],
  ['idTokenSeconds', 'IdTokenValidity'],
  ['refreshTokenSeconds', 'RefreshTokenValidity'],
  ['refreshGraceSeconds', 'RefreshTokenRotation'],
] as const

/** The fields that a rule of their own tells already. */
function told(client: TemplateClient): ReadonlySet<string> {
  return new Set([
    ...(isImplicit(client) || isMixed(client) ? ['flows', 'hasSecret'] : []),
    ...(unsafeAddresses(client).length > 0 ? ['callbackUrls', 'logoutUrls'] : []),
    ...(hasGoodLife(client) ? [] : ['accessTokenSeconds']),
  ])
}

/** The address that is taken where a request names none: Cognito demands that it is among the callback addresses. */
const foreignDefault = ({ defaultRedirectUri, callbackUrls }: TemplateClient): readonly string[] =>
  defaultRedirectUri === undefined || callbackUrls.includes(defaultRedirectUri) ? [] : [defaultRedirectUri]

export const appClientRules = onTemplate({
  RS045: {
    name: 'attribute-writable',
    rule: 'Each app client lists the attributes that it may write, and neither `custom:org_id` nor `custom:role` is among them',
    why: 'Anybody with that client and a token of their own could move to another organization or become its owner.',
    source: 'aws-facts §B.3',
    fix: 'List in `WriteAttributes` what a person may change about themselves; an empty list may count as none stated',
    judge: ({ clients }) =>
      clients.map(({ name, place, writeAttributes = [] }) => {
        if (writeAttributes.length === 0) {
          return tell(
            place,
            `The client \`${name}\` does not list the attributes that it may write, so that Cognito decides`,
          )
        }
        // RS065 tells what a deployment may put there; here it may be the worst.
        const found = writeAttributes.filter((attribute) => decisive.has(attribute) || attribute.includes('${'))
        return (
          found.length > 0 &&
          tell(place, `The client \`${name}\` may write ${quoted(found)}`, 'Take it from `WriteAttributes`')
        )
      }),
  },
  RS051: {
    name: 'client-differs',
    rule: 'An app client has the flows, scopes, addresses, writable attributes, lives and secret that the contract says',
    why: 'Its tokens would hold or last more than a reviewer of the contract was shown, or it cannot sign in.',
    source: 'packages/analysis/deployed/expected.ts',
    fix: 'Synthesize the template from this contract; where it differs still, packages/cdk/identity/app-client.ts sets it up otherwise',
    judge: ({ clients }) =>
      clients.map(({ wanted, ...client }) => {
        if (wanted === undefined) return []
        const { name, place, writeAttributes = [] } = client
        const skip = told(client)
        // RS045 tells the ones that decide, and a list that is missing.
        const writes = writeAttributes.filter((each) => !decisive.has(each))
        return [
          lists.map(([field, called]) => {
            const differs = skip.has(field) ? undefined : tellDifference(client[field], wanted[field])
            return differs !== undefined && tell(place, `The client \`${name}\` in \`${called}\` ${differs}`)
          }),
          [writes].map((found) => {
            const differs = found.length === 0 ? undefined : tellDifference(found, wanted.writeAttributes ?? [])
            return differs !== undefined && tell(place, `The client \`${name}\` in \`WriteAttributes\` ${differs}`)
          }),
          values
            .filter(([field]) => !skip.has(field) && client[field] !== wanted[field])
            .map(([, called]) =>
              tell(place, `The client \`${name}\` has another \`${called}\` than the contract says`),
            ),
        ]
      }),
  },
  RS052: {
    name: 'implicit-flow',
    rule: 'No app client uses the implicit flow',
    why: 'It hands the access token out in an address, where histories, logs and other pages read it.',
    source: 'RFC 9700, 2.1.2; aws-facts §I',
    fix: 'Use the flow `code` with PKCE',
    judge: eachDeployed('clients', isImplicit, ({ name }) => `The client \`${name}\` may use the implicit flow`),
  },
  RS053: {
    name: 'callback-unsafe',
    rule: 'A deployed client’s callback and sign-out addresses are exact, and https outside this machine',
    why: 'The authorization code goes there. In the clear, or to an address that somebody else can have, it is read on its way.',
    source: 'RFC 9700, 2.1; RFC 8252, 7',
    fix: 'Write an https address, or one of this machine such as http://127.0.0.1:8790/ or http://localhost:8790/; for a native client also com.example.app:/callback',
    judge: ({ clients }) =>
      clients.map((client) =>
        [...unsafeAddresses(client), ...foreignDefault(client)].map((address) =>
          tell(client.place, `The client \`${client.name}\` sends people to \`${shownAddress(address)}\``),
        ),
      ),
  },
  RS054: {
    name: 'machine-flow-mixed',
    rule: 'A client with the flow `client_credentials` has a secret and no other flow',
    why: 'Cognito takes it with a secret and alone. One client for people and machines could not be told apart by anybody.',
    source: 'aws-facts §C',
    fix: 'Give the machine a client of its own with `GenerateSecret`',
    judge: eachDeployed(
      'clients',
      isMixed,
      ({ name, hasSecret }) =>
        `The client \`${name}\` is a machine’s and has ${hasSecret ? 'other flows besides' : 'no secret'}`,
    ),
  },
  RS055: {
    name: 'revocation-off',
    rule: 'Token revocation is on for every app client',
    why: 'Without it a stolen refresh token makes new access tokens until it expires, and tokens lack `origin_jti`.',
    source: 'aws-facts §G, §C',
    fix: 'Set `EnableTokenRevocation` to `true`',
    judge: eachDeployed(
      'clients',
      ({ tokenRevocation }) => !tokenRevocation,
      ({ name }) => `The tokens of the client \`${name}\` cannot be revoked`,
    ),
  },
  RS095: {
    name: 'rotation-refused',
    rule: 'A client that rotates refresh tokens states its sign-in flows, and `ALLOW_REFRESH_TOKEN_AUTH` is not among them',
    why: 'Cognito is taken to refuse both together, so that the deployment rolls back. No flow stated means the default ones, and that is one of them.',
    source: 'aws-facts §F',
    fix: 'Take it from `ExplicitAuthFlows` and leave at least one other: `GetTokensFromRefreshToken` and the token endpoint refresh without it',
    judge: eachDeployed(
      'clients',
      ({ refreshGraceSeconds, authFlows }) =>
        refreshGraceSeconds !== undefined && (authFlows.length === 0 || authFlows.includes('ALLOW_REFRESH_TOKEN_AUTH')),
      ({ name }) => `The client \`${name}\` rotates refresh tokens and allows \`REFRESH_TOKEN_AUTH\``,
    ),
  },
  RS056: {
    name: 'deployed-token-life',
    rule: `Deployed access tokens live at least ${leastTokenMinutes} minutes, at most ${peoplesTokenMinutes} for people and ${machinesTokenMinutes} for machines`,
    why: 'Nothing ends an access token early, and Cognito refuses a shorter life. A client that says nothing gets an hour.',
    source: 'aws-facts §D.1, §G',
    fix: 'State `AccessTokenValidity` with its unit',
    judge: ({ clients }) =>
      clients.map(({ wanted, ...client }) => {
        const { name, place, accessTokenSeconds: seconds } = client
        // What the contract itself says, RS026 tells.
        if (hasGoodLife(client) || seconds === wanted?.accessTokenSeconds) return []
        const minutes = Number.isFinite(seconds) ? `${seconds / 60}` : 'unknown'
        const fix = `State \`AccessTokenValidity\` as ${leastTokenMinutes} to ${mostMinutes(client)} minutes`
        return tell(place, `The client \`${name}\` has access tokens of ${minutes} minutes`, fix)
      }),
  },
  RS057: {
    name: 'client-before-resource-server',
    rule: 'A client depends on each resource server whose scopes it lists',
    why: 'CloudFormation may make the client first, and Cognito refuses scopes that do not exist yet: the first deployment fails.',
    source: 'aws-facts §I',
    fix: 'Refer to the resource server in the scope instead of writing its identifier, or add a `DependsOn`',
    judge: eachDeployed(
      'clients',
      ({ undeclaredServers }) => undeclaredServers.length > 0,
      ({ name, undeclaredServers }) =>
        `The client \`${name}\` lists scopes of ${quoted(undeclaredServers)} and does not depend on it`,
    ),
  },
})
