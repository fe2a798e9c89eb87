/**
 * RS050: the resource servers are those of the contract.
 *
 * @module
 */
import type { Finding, TemplateRule } from './rule.ts'
import { tellDifference } from './same.ts'
import { inTemplate } from './words.ts'

export const resourceServerDiffers: TemplateRule = {
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
          : [{ place: inTemplate(pool.resource), cause: `Of resource servers the pool \`${name}\` ${servers}`, fix }]),
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
}
