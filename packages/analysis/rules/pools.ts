/**
 * Rules over a template’s user pools and their token triggers.
 *
 * @module
 */

import { quoted } from '@scopegate/contract/quoted'
import type { Finding, Rule } from './rule.ts'
import { tellDifference } from './shared/same.ts'
import { inTemplate, told, when } from './shared/words.ts'

/** Whether the table has exactly these names, each tied to itself. */
export const tiesEach = (table: Readonly<Record<string, string>>, names: readonly string[]): boolean =>
  Object.keys(table).length === names.length && names.every((name) => table[name] === name)

export const poolRules: readonly Rule[] = [
  {
    on: 'template',
    id: 'RS042',
    name: 'trigger-not-v3',
    severity: 'error',
    rule: 'Each pool has a Pre Token Generation trigger of version V3_0',
    why: 'V1_0 cannot touch access tokens, and below V3_0 a machine’s token never passes the trigger: no organization, no narrowing.',
    source: 'aws-facts §B.1',
    fix: 'Set `LambdaConfig.PreTokenGenerationConfig` with the `LambdaVersion` `V3_0`',
    judge: ({ pools }) =>
      pools.flatMap(({ name, pool: { resource, triggerVersion } }) =>
        when(triggerVersion !== 'V3_0', () => [
          inTemplate(resource),
          triggerVersion === undefined
            ? `The pool \`${name}\` has no token trigger`
            : `The pool \`${name}\` has a token trigger of version \`${triggerVersion}\``,
          'Set `PreTokenGenerationConfig` with the `LambdaVersion` `V3_0`',
        ]),
      ),
  },
  {
    on: 'template',
    id: 'RS043',
    name: 'plan-too-small',
    severity: 'error',
    rule: 'Each pool states the plan Essentials or Plus',
    why: 'The trigger’s version V3_0 needs one of them. A smaller plan synthesizes and fails only when deployed.',
    source: 'aws-facts §B.1, §I',
    fix: 'Set `UserPoolTier` to `ESSENTIALS` or `PLUS`',
    judge: ({ pools }) =>
      pools.flatMap(({ name, pool: { resource, plan } }) =>
        when(plan !== 'ESSENTIALS' && plan !== 'PLUS', () => [
          inTemplate(resource),
          plan === undefined ? `The pool \`${name}\` states no plan` : `The pool \`${name}\` has the plan \`${plan}\``,
          'Set `UserPoolTier` to `ESSENTIALS` or `PLUS`',
        ]),
      ),
  },
  {
    on: 'template',
    id: 'RS044',
    name: 'mfa-differs',
    severity: 'error',
    rule: 'A pool asks for a second factor as the contract says',
    why: 'Where the contract requires one, a stolen password would be enough after all.',
    source: 'packages/contract/shape.ts',
    fix: 'Set `MfaConfiguration` to `ON` where the contract says `required`, else to `OPTIONAL`',
    judge: ({ pools, expected }) =>
      pools.flatMap(({ name, pool: { resource, mfa } }) => {
        const wanted = expected.pools[name]?.mfa
        return when(wanted !== undefined && mfa !== wanted, () => [
          inTemplate(resource),
          `The pool \`${name}\` has \`${mfa ?? 'nothing'}\` as \`MfaConfiguration\`, and the contract says \`${wanted}\``,
          `Set it to \`${wanted}\``,
        ])
      }),
  },
  {
    on: 'template',
    id: 'RS046',
    name: 'org-attribute-mutable',
    severity: 'error',
    rule: 'The attribute `custom:org_id` cannot be changed once a person exists',
    why: 'A person never changes organization. Whatever could change it would open another organization’s data to them.',
    source: 'packages/cdk/identity/attributes.ts',
    fix: 'Declare `org_id` with `Mutable: false` before the pool has people',
    judge: ({ pools }) =>
      pools.flatMap(({ name, pool: { resource, customAttributes } }) =>
        when(
          customAttributes.some((attribute) => attribute.name === 'org_id' && attribute.mutable),
          () => [
            inTemplate(resource),
            `The pool \`${name}\` lets \`custom:org_id\` be changed`,
            'Declare it with `Mutable: false`',
          ],
        ),
      ),
  },
  {
    on: 'template',
    id: 'RS047',
    name: 'username-personal',
    severity: 'error',
    rule: 'People sign in with an attribute, so that Cognito makes up their user name',
    why: 'Every access token of a person carries `username`. Chosen by people it is a name or an e-mail address, in each service and log.',
    source: 'aws-facts §A.2',
    fix: 'Set `UsernameAttributes` to `email`, or to `phone_number`',
    judge: ({ pools }) =>
      pools.flatMap(({ name, pool: { resource, usernameAttributes } }) =>
        when(usernameAttributes.length === 0, () => [
          inTemplate(resource),
          `People of the pool \`${name}\` choose their user name, which their access tokens carry`,
          'Set `UsernameAttributes` to `email`',
        ]),
      ),
  },
  {
    on: 'template',
    id: 'RS050',
    name: 'resource-server-differs',
    severity: 'error',
    rule: 'A pool declares exactly the scopes that its clients may hold, described as in the contract',
    why: 'A scope too many can be granted by a mistake in a client. A missing one is left out of tokens in silence.',
    source: 'aws-facts §J',
    fix: 'Synthesize the template from this contract; where it differs still, packages/cdk/identity declares scopes beside it',
    judge: ({ pools, expected }) =>
      pools.flatMap(({ name, pool }) => {
        const wanted = expected.pools[name]?.resourceServers
        if (wanted === undefined) return []
        const fix = 'Declare what the contract says'
        const servers = tellDifference(Object.keys(pool.resourceServers), Object.keys(wanted))
        return [
          ...(servers === undefined
            ? []
            : [
                { place: inTemplate(pool.resource), cause: `Of resource servers the pool \`${name}\` ${servers}`, fix },
              ]),
          ...Object.entries(pool.resourceServers).flatMap(([identifier, server]): readonly Finding[] => {
            const spec = wanted[identifier]
            if (spec === undefined) return []
            const place = inTemplate(server.resource)
            const scopes = tellDifference(Object.keys(server.scopes), Object.keys(spec.scopes))
            if (scopes !== undefined) {
              return [{ place, cause: `Of scopes the resource server \`${identifier}\` of \`${name}\` ${scopes}`, fix }]
            }
            const worded =
              server.name === spec.name &&
              Object.entries(spec.scopes).every(([scope, description]) => server.scopes[scope] === description)
            const cause = `The resource server \`${identifier}\` of \`${name}\` is named or described otherwise`
            return worded ? [] : [{ place, cause, fix }]
          }),
        ]
      }),
  },
  {
    on: 'template',
    id: 'RS061',
    name: 'client-directory-differs',
    severity: 'error',
    rule: 'The client directory that a pool’s token trigger reads ties the name of each of its clients to that client’s id',
    why: 'The token trigger takes a machine’s organization from the name. Tied to another’s id, one partner gets the other’s data.',
    source: 'packages/cdk/identity/client-directory.ts',
    fix: 'Write the directory from the clients themselves, as packages/cdk/identity/client-directory.ts does',
    judge: ({ pools, expected }) =>
      pools.flatMap(({ name, pool: { resource, triggerVersion, directory } }) => {
        const wanted = expected.pools[name]
        // RS042 tells a trigger that is missing or old, which reads none.
        const isRead = wanted !== undefined && triggerVersion === 'V3_0'
        return when(isRead && !tiesEach(directory ?? {}, Object.keys(wanted.clients)), () => [
          inTemplate(resource),
          directory === undefined
            ? `The pool \`${name}\` has no client directory that can be read`
            : `The client directory of the pool \`${name}\` does not tie each client’s name to its own id`,
          'Write the directory from the clients themselves',
        ])
      }),
  },
  {
    on: 'template',
    id: 'RS062',
    name: 'trigger-of-other-pool',
    severity: 'error',
    rule: 'The function of a pool’s token trigger is told that pool, by its variable `POOL`',
    why: 'It would grant the roles and clients of another pool, or know none of its callers and give no token.',
    source: 'packages/cdk/identity/token-trigger.ts',
    fix: 'Give each pool a trigger function of its own, and the pool’s name in its variable `POOL`',
    judge: ({ pools, expected }) =>
      pools.flatMap(({ name, pool: { resource, triggerVersion, triggerPool } }) =>
        // RS042 tells a trigger that is missing or old.
        when(expected.pools[name] !== undefined && triggerVersion === 'V3_0' && triggerPool !== name, () => [
          inTemplate(resource),
          `The token trigger of the pool \`${name}\` is ${triggerPool === undefined ? 'told no pool' : `told the pool \`${triggerPool}\``}`,
          'Give it a function of its own, and the pool’s name in its variable `POOL`',
        ]),
      ),
  },
  {
    on: 'template',
    id: 'RS070',
    name: 'sign-in-foreign',
    severity: 'error',
    rule: 'People are made by administrators and known by Cognito alone, and a pool has no trigger but the token trigger',
    why: 'A foreign identity provider or another trigger says who somebody is and which role they have; with sign-up anybody is in.',
    source: 'packages/cdk/identity/pool.ts, packages/cdk/identity/app-client.ts',
    fix: 'Set `AllowAdminCreateUserOnly`, `SupportedIdentityProviders` as `COGNITO` alone, and in `LambdaConfig` only `PreTokenGenerationConfig`',
    judge: ({ pools, clients }) => [
      ...pools.flatMap(({ name, pool: { resource, otherTriggers, signUp } }): readonly Finding[] => [
        ...(otherTriggers.length === 0
          ? []
          : [
              {
                place: inTemplate(resource),
                cause: `The pool \`${name}\` has ${quoted(otherTriggers)} in its \`LambdaConfig\``,
                fix: 'Take it away',
              },
            ]),
        ...(signUp
          ? [
              {
                place: inTemplate(resource),
                cause: `Anybody may sign up to the pool \`${name}\``,
                fix: 'Set `AllowAdminCreateUserOnly`',
              },
            ]
          : []),
      ]),
      ...clients
        .filter(({ client: { identityProviders } }) => identityProviders.join(',') !== 'COGNITO')
        .map(({ name, client: { resource, identityProviders } }) => ({
          place: inTemplate(resource),
          cause: `The client \`${name}\` has the identity providers ${identityProviders.length === 0 ? 'that Cognito decides on' : quoted(identityProviders)}`,
          fix: 'Set `SupportedIdentityProviders` as `COGNITO` alone',
        })),
    ],
  },
  {
    on: 'template',
    id: 'RS074',
    name: 'sign-in-weak',
    severity: 'error',
    rule: 'People sign in with long passwords and a one-time password, prove their e-mail address, and nobody is told who exists',
    why: 'Passwords are guessed, text messages and unproven addresses are taken over, and lists of people are tried out.',
    source: 'packages/cdk/identity/pool.ts, packages/cdk/identity/app-client.ts',
    fix: 'Make the pool with `Pool`, and the client with `AppClient`',
    judge: told('weakSignIns', (what) => `Signing in allows ${what}`, 'Set it up as packages/cdk/identity does'),
  },
]
