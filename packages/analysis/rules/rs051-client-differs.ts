/**
 * RS051: the app clients are set up as the contract says.
 *
 * @module
 */
import type { DeployedClient } from '../deployed/shape.ts'
import { hasGoodLife, isImplicit, isMixed, unsafeAddresses } from './client-state.ts'
import { decisive } from './rs045-attribute-writable.ts'
import type { Finding, TemplateRule } from './rule.ts'
import { tellDifference } from './same.ts'
import { inTemplate } from './words.ts'

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

export const clientDiffers: TemplateRule = {
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
}
