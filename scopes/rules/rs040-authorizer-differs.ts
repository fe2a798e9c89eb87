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
  rule: 'An API takes the tokens of its own pool’s app clients, and no others',
  why: 'One pool for each application context is worth nothing when an API takes the tokens of another.',
  source: 'aws-facts §E.1',
  fix: 'Give the authorizer the issuer of the API’s pool, and as audience the ids of exactly its clients',
  judge: ({ apis }) =>
    apis.flatMap(({ name, api, routes, wanted }) => {
      if (wanted === undefined) return []
      const audience = tellDifference(api.audience, wanted.audience)
      return [
        ...routes
          .filter(([, { authorization, tokensOf }]) => authorization === 'JWT' && tokensOf !== name)
          .map(
            ([key, { resource, tokensOf }]): Finding => ({
              place: inTemplate(resource),
              cause: `The route \`${key}\` of \`${name}\` takes tokens of ${tokensOf === undefined || tokensOf === 'unknown' ? 'an unknown issuer' : `the pool \`${tokensOf}\``}`,
              fix: `Give it an authorizer with the issuer of \`${name}\``,
            }),
          ),
        ...(audience === undefined
          ? []
          : [
              {
                place: inTemplate(api.authorizers[0]?.resource ?? api.resource),
                cause: `The audience of the API of \`${name}\` ${audience}`,
                fix: 'List the ids of exactly the pool’s clients',
              },
            ]),
      ]
    }),
}
