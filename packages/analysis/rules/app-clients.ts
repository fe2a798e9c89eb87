/** Rules over a template’s app clients. */

import { quoted } from '@scopegate/contract/quoted'
import type { TemplateClient } from '../deployed/template.ts'
import { eachDeployed, onTemplate } from './rule.ts'
import { hasGoodLife, isImplicit, isMixed, mostMinutes, unsafeAddresses } from './shared/client-state.ts'
import { shownAddress } from './shared/code-address.ts'
import { tellDifference } from './shared/same.ts'
import { leastTokenMinutes } from './shared/token-life.ts'
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
  'attribute-writable': ({ clients }) =>
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
  'client-differs': ({ clients }) =>
    clients.map(({ wanted, ...client }) => {
      if (wanted === undefined) return []
      const { name, place, writeAttributes = [] } = client
      const skip = told(client)
      // RS045 tells the ones that decide, and a list that is missing.
      const writes = writeAttributes.filter((each) => !decisive.has(each))
      const written = writes.length === 0 ? undefined : tellDifference(writes, wanted.writeAttributes ?? [])
      return [
        lists.map(([field, called]) => {
          const differs = skip.has(field) ? undefined : tellDifference(client[field], wanted[field])
          return differs !== undefined && tell(place, `The client \`${name}\` in \`${called}\` ${differs}`)
        }),
        written !== undefined && tell(place, `The client \`${name}\` in \`WriteAttributes\` ${written}`),
        values
          .filter(([field]) => !skip.has(field) && client[field] !== wanted[field])
          .map(([, called]) => tell(place, `The client \`${name}\` has another \`${called}\` than the contract says`)),
      ]
    }),
  'implicit-flow': eachDeployed(
    'clients',
    isImplicit,
    ({ name }) => `The client \`${name}\` may use the implicit flow`,
  ),
  'callback-unsafe': ({ clients }) =>
    clients.map((client) =>
      [...unsafeAddresses(client), ...foreignDefault(client)].map((address) =>
        tell(client.place, `The client \`${client.name}\` sends people to \`${shownAddress(address)}\``),
      ),
    ),
  'machine-flow-mixed': eachDeployed(
    'clients',
    isMixed,
    ({ name, hasSecret }) =>
      `The client \`${name}\` is a machine’s and has ${hasSecret ? 'other flows besides' : 'no secret'}`,
  ),
  'revocation-off': eachDeployed(
    'clients',
    ({ tokenRevocation }) => !tokenRevocation,
    ({ name }) => `The tokens of the client \`${name}\` cannot be revoked`,
  ),
  'rotation-refused': eachDeployed(
    'clients',
    ({ refreshGraceSeconds, authFlows }) =>
      refreshGraceSeconds !== undefined && (authFlows.length === 0 || authFlows.includes('ALLOW_REFRESH_TOKEN_AUTH')),
    ({ name }) => `The client \`${name}\` rotates refresh tokens and allows \`REFRESH_TOKEN_AUTH\``,
  ),
  'deployed-token-life': ({ clients }) =>
    clients.map(({ wanted, ...client }) => {
      const { name, place, accessTokenSeconds: seconds } = client
      // What the contract itself says, RS026 tells.
      if (hasGoodLife(client) || seconds === wanted?.accessTokenSeconds) return []
      const minutes = Number.isFinite(seconds) ? `${seconds / 60}` : 'unknown'
      const fix = `State \`AccessTokenValidity\` as ${leastTokenMinutes} to ${mostMinutes(client)} minutes`
      return tell(place, `The client \`${name}\` has access tokens of ${minutes} minutes`, fix)
    }),
  'client-before-resource-server': eachDeployed(
    'clients',
    ({ undeclaredServers }) => undeclaredServers.length > 0,
    ({ name, undeclaredServers }) =>
      `The client \`${name}\` lists scopes of ${quoted(undeclaredServers)} and does not depend on it`,
  ),
})
