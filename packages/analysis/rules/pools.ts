/** Rules over a template’s user pools and their token triggers. */

import { quoted } from '@scopegate/contract/quoted'
import { eachDeployed, onTemplate } from './rule.ts'
import { tellDifference } from './shared/same.ts'
import { tell } from './shared/words.ts'

/** Whether the table has exactly these names, each tied to itself. */
export const tiesEach = (table: Readonly<Record<string, string>>, names: readonly string[]): boolean =>
  Object.keys(table).length === names.length && names.every((name) => table[name] === name)

export const poolRules = onTemplate({
  'trigger-not-v3': eachDeployed(
    'pools',
    ({ triggerVersion }) => triggerVersion !== 'V3_0',
    ({ name, triggerVersion }) =>
      triggerVersion === undefined
        ? `The pool \`${name}\` has no token trigger`
        : `The pool \`${name}\` has a token trigger of version \`${triggerVersion}\``,
  ),
  'plan-too-small': eachDeployed(
    'pools',
    ({ plan }) => plan !== 'ESSENTIALS' && plan !== 'PLUS',
    ({ name, plan }) =>
      plan === undefined ? `The pool \`${name}\` states no plan` : `The pool \`${name}\` has the plan \`${plan}\``,
  ),
  'mfa-differs': eachDeployed(
    'pools',
    ({ mfa, wanted }) => wanted !== undefined && mfa !== wanted.mfa,
    ({ name, mfa = 'nothing', wanted }) =>
      `The pool \`${name}\` has \`${mfa}\` as \`MfaConfiguration\`, and the contract says \`${wanted?.mfa}\``,
  ),
  'org-attribute-mutable': eachDeployed(
    'pools',
    ({ customAttributes }) => customAttributes.some(({ name, mutable }) => name === 'org_id' && mutable),
    ({ name }) => `The pool \`${name}\` lets \`custom:org_id\` be changed`,
  ),
  'username-personal': eachDeployed(
    'pools',
    ({ usernameAttributes }) => usernameAttributes.length === 0,
    ({ name }) => `People of the pool \`${name}\` choose their user name, which their access tokens carry`,
  ),
  'resource-server-differs': ({ pools }) =>
    pools.map(({ name, place, resourceServers, wanted }) => {
      if (wanted === undefined) return []
      const differs = tellDifference(Object.keys(resourceServers), Object.keys(wanted.resourceServers))
      return [
        differs !== undefined && tell(place, `Of resource servers the pool \`${name}\` ${differs}`),
        Object.entries(resourceServers).map(([identifier, server]) => {
          const spec = wanted.resourceServers[identifier]
          if (spec === undefined) return []
          const scopes = tellDifference(Object.keys(server.scopes), Object.keys(spec.scopes))
          const its = `resource server \`${identifier}\` of \`${name}\``
          if (scopes !== undefined) return tell(server.resource, `Of scopes the ${its} ${scopes}`)
          const isWorded =
            server.name === spec.name &&
            Object.entries(spec.scopes).every(([scope, description]) => server.scopes[scope] === description)
          return !isWorded && tell(server.resource, `The ${its} is named or described otherwise`)
        }),
      ]
    }),
  'client-directory-differs': eachDeployed(
    'pools',
    // RS042 tells a trigger that is missing or old, which reads none.
    ({ triggerVersion, directory = {}, wanted }) =>
      wanted !== undefined && triggerVersion === 'V3_0' && !tiesEach(directory, Object.keys(wanted.clients)),
    ({ name, directory }) =>
      directory === undefined
        ? `The pool \`${name}\` has no client directory that can be read`
        : `The client directory of the pool \`${name}\` does not tie each client’s name to its own id`,
  ),
  'trigger-of-other-pool': eachDeployed(
    'pools',
    // RS042 tells a trigger that is missing or old.
    ({ name, wanted, triggerVersion, triggerPool }) =>
      wanted !== undefined && triggerVersion === 'V3_0' && triggerPool !== name,
    ({ name, triggerPool }) =>
      `The token trigger of the pool \`${name}\` is told ${triggerPool === undefined ? 'no pool' : `the pool \`${triggerPool}\``}`,
  ),
  'sign-in-foreign': ({ pools, clients }) => [
    pools.map(({ name, place, otherTriggers, signUp }) => [
      otherTriggers.length > 0 &&
        tell(place, `The pool \`${name}\` has ${quoted(otherTriggers)} in its \`LambdaConfig\``, 'Take it away'),
      signUp && tell(place, `Anybody may sign up to the pool \`${name}\``, 'Set `AllowAdminCreateUserOnly`'),
    ]),
    clients.map(({ name, place, identityProviders }) => {
      const found = identityProviders.length === 0 ? 'that Cognito decides on' : quoted(identityProviders)
      const cause = `The client \`${name}\` has the identity providers ${found}`
      return (
        identityProviders.join(',') !== 'COGNITO' &&
        tell(place, cause, 'Set `SupportedIdentityProviders` as `COGNITO` alone')
      )
    }),
  ],
  'sign-in-weak': ({ template }) =>
    template.weakSignIns.map(({ resource, what }) => tell(resource, `Signing in allows ${what}`)),
})
