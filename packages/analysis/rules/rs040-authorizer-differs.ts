/**
 * RS040: an API takes the tokens of its own pool and clients.
 *
 * @module
 */
import type { Finding, TemplateRule } from './rule.ts'
import { tellDifference } from './same.ts'
import { inTemplate } from './words.ts'

export const authorizerDiffers: TemplateRule = {
  on: 'template',
  id: 'RS040',
  name: 'authorizer-differs',
  severity: 'error',
  rule: 'An API has one authorizer, which takes the tokens of its own pool’s app clients, and no others',
  why: 'One pool for each application context is worth nothing when an API takes the tokens of another.',
  source: 'aws-facts §E.1',
  fix: 'Give the authorizer the issuer of the API’s pool, and as audience the ids of exactly its clients',
  judge: ({ apis }) =>
    apis.flatMap(({ name, api, routes, wanted }) => {
      if (wanted === undefined) return []
      const told = (resource: string, cause: string, fix: string): Finding => ({
        place: inTemplate(resource),
        cause,
        fix,
      })
      return [
        ...routes
          .filter(([, { authorization, tokensOf }]) => authorization === 'JWT' && tokensOf !== name)
          .map(([key, { resource, tokensOf }]) =>
            told(
              resource,
              `The route \`${key}\` of \`${name}\` takes tokens of ${tokensOf === undefined || tokensOf === 'unknown' ? 'an unknown issuer' : `the pool \`${tokensOf}\``}`,
              `Give it an authorizer with the issuer of \`${name}\``,
            ),
          ),
        ...api.authorizers
          .slice(1)
          .map(({ resource }) =>
            told(
              resource,
              `The API of \`${name}\` has an authorizer besides its own`,
              'Remove it: one takes the tokens of the API’s pool, and there are no others',
            ),
          ),
        ...api.authorizers.flatMap(({ resource, type, tokensOf, audience }) => {
          const differs = tellDifference(audience, wanted.audience)
          return [
            ...(type === 'JWT' && tokensOf === name
              ? []
              : [
                  told(
                    resource,
                    `An authorizer of the API of \`${name}\` does not take the tokens of its pool`,
                    `Make it of the type \`JWT\`, with the issuer of \`${name}\``,
                  ),
                ]),
            ...(differs === undefined
              ? []
              : [
                  told(
                    resource,
                    `The audience of the API of \`${name}\` ${differs}`,
                    'List the ids of exactly the pool’s clients',
                  ),
                ]),
          ]
        }),
      ]
    }),
}
