/**
 * RS070: nobody but us decides who a person is.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const signInForeign: TemplateRule = {
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
}
