/** Rules over a template’s user pools and their token triggers. */

import { quoted } from '@scopegate/contract/quoted'
import { eachDeployed, onTemplate } from './rule.ts'
import { tellDifference } from './shared/same.ts'
import { tell } from './shared/words.ts'

/** Whether the table has exactly these names, each tied to itself. */
export const tiesEach = (table: Readonly<Record<string, string>>, names: readonly string[]): boolean =>
  Object.keys(table).length === names.length && names.every((name) => table[name] === name)

export const poolRules = onTemplate({
  RS042: {
    name: 'trigger-not-v3',
    rule: 'Each pool has a Pre Token Generation trigger of version V3_0',
    why: 'V1_0 cannot touch access tokens, and below V3_0 a machine’s token never passes the trigger: no organization, no narrowing.',
    source: 'aws-facts §B.1',
    fix: 'Set `LambdaConfig.PreTokenGenerationConfig` with the `LambdaVersion` `V3_0`',
    judge: eachDeployed(
      'pools',
      ({ triggerVersion }) => triggerVersion !== 'V3_0',
      ({ name, triggerVersion }) =>
        triggerVersion === undefined
          ? `The pool \`${name}\` has no token trigger`
          : `The pool \`${name}\` has a token trigger of version \`${triggerVersion}\``,
    ),
  },
  RS043: {
    name: 'plan-too-small',
    rule: 'Each pool states the plan Essentials or Plus',
    why: 'The trigger’s version V3_0 needs one of them. A smaller plan synthesizes and fails only when deployed.',
    source: 'aws-facts §B.1, §I',
    fix: 'Set `UserPoolTier` to `ESSENTIALS` or `PLUS`',
    judge: eachDeployed(
      'pools',
      ({ plan }) => plan !== 'ESSENTIALS' && plan !== 'PLUS',
      ({ name, plan }) =>
        plan === undefined ? `The pool \`${name}\` states no plan` : `The pool \`${name}\` has the plan \`${plan}\``,
    ),
  },
  RS044: {
    name: 'mfa-differs',
    rule: 'A pool asks for a second factor as the contract says',
    why: 'Where the contract requires one, a stolen password would be enough after all.',
    source: 'packages/contract/shape.ts',
    fix: 'Set `MfaConfiguration` to `ON` where the contract says `required`, else to `OPTIONAL`',
    judge: eachDeployed(
      'pools',
      ({ mfa, wanted }) => wanted !== undefined && mfa !== wanted.mfa,
      ({ name, mfa = 'nothing', wanted }) =>
        `The pool \`${name}\` has \`${mfa}\` as \`MfaConfiguration\`, and the contract says \`${wanted?.mfa}\``,
    ),
  },
  RS046: {
    name: 'org-attribute-mutable',
    rule: 'The attribute `custom:org_id` cannot be changed once a person exists',
    why: 'A person never changes organization. Whatever could change it would open another organization’s data to them.',
    source: 'packages/cdk/identity/attributes.ts',
    fix: 'Declare `org_id` with `Mutable: false` before the pool has people',
    judge: eachDeployed(
      'pools',
      ({ customAttributes }) => customAttributes.some(({ name, mutable }) => name === 'org_id' && mutable),
      ({ name }) => `The pool \`${name}\` lets \`custom:org_id\` be changed`,
    ),
  },
  RS047: {
    name: 'username-personal',
    rule: 'People sign in with an attribute, so that Cognito makes up their user name',
    why: 'Every access token of a person carries `username`. Chosen by people it is a name or an e-mail address, in each service and log.',
    source: 'aws-facts §A.2',
    fix: 'Set `UsernameAttributes` to `email`, or to `phone_number`',
    judge: eachDeployed(
      'pools',
      ({ usernameAttributes }) => usernameAttributes.length === 0,
      ({ name }) => `People of the pool \`${name}\` choose their user name, which their access tokens carry`,
    ),
  },
  RS050: {
    name: 'resource-server-differs',
    rule: 'A pool declares exactly the scopes that its clients may hold, described as in the contract',
    why: 'A scope too many can be granted by a mistake in a client. A missing one is left out of tokens in silence.',
    source: 'aws-facts §J',
    fix: 'Synthesize the template from this contract; where it differs still, packages/cdk/identity declares scopes beside it',
    judge: ({ pools }) =>
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
  },
  RS061: {
    name: 'client-directory-differs',
    rule: 'The client directory that a pool’s token trigger reads ties the name of each of its clients to that client’s id',
    why: 'The token trigger takes a machine’s organization from the name. Tied to another’s id, one partner gets the other’s data.',
    source: 'packages/cdk/identity/client-directory.ts',
    fix: 'Write the directory from the clients themselves, as packages/cdk/identity/client-directory.ts does',
    judge: eachDeployed(
      'pools',
      // RS042 tells a trigger that is missing or old, which reads none.
      ({ triggerVersion, directory = {}, wanted }) =>
        wanted !== undefined && triggerVersion === 'V3_0' && !tiesEach(directory, Object.keys(wanted.clients)),
      ({ name, directory }) =>
        directory === undefined
          ? `The pool \`${name}\` has no client directory that can be read`
          : `The client directory of the pool \`${name}\` does not tie each client’s name to its own id`,
    ),
  },
  RS062: {
    name: 'trigger-of-other-pool',
    rule: 'The function of a pool’s token trigger is told that pool, by its variable `POOL`',
    why: 'It would grant the roles and clients of another pool, or know none of its callers and give no token.',
    source: 'packages/cdk/identity/token-trigger.ts',
    fix: 'Give each pool a trigger function of its own, and the pool’s name in its variable `POOL`',
    judge: eachDeployed(
      'pools',
      // RS042 tells a trigger that is missing or old.
      ({ name, wanted, triggerVersion, triggerPool }) =>
        wanted !== undefined && triggerVersion === 'V3_0' && triggerPool !== name,
      ({ name, triggerPool }) =>
        `The token trigger of the pool \`${name}\` is told ${triggerPool === undefined ? 'no pool' : `the pool \`${triggerPool}\``}`,
    ),
  },
  RS070: {
    name: 'sign-in-foreign',
    rule: 'People are made by administrators and known by Cognito alone, and a pool has no trigger but the token trigger',
    why: 'A foreign identity provider or another trigger says who somebody is and which role they have; with sign-up anybody is in.',
    source: 'packages/cdk/identity/pool.ts, packages/cdk/identity/app-client.ts',
    fix: 'Set `AllowAdminCreateUserOnly`, `SupportedIdentityProviders` as `COGNITO` alone, and in `LambdaConfig` only `PreTokenGenerationConfig`',
    judge: ({ pools, clients }) => [
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
  },
  RS074: {
    name: 'sign-in-weak',
    rule: 'People sign in with long passwords and a one-time password, prove their e-mail address, and nobody is told who exists',
    why: 'Passwords are guessed, text messages and unproven addresses are taken over, and lists of people are tried out.',
    source: 'packages/cdk/identity/pool.ts, packages/cdk/identity/app-client.ts',
    fix: 'Make the pool with `Pool`, and the client with `AppClient`',
    judge: ({ template }) =>
      template.weakSignIns.map(({ resource, what }) => tell(resource, `Signing in allows ${what}`)),
  },
})
