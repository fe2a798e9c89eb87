/**
 * RS037: a route opens with a scope.
 *
 * @module
 */
import { isOpen } from './route-state.ts'
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const routeOpen: TemplateRule = {
  on: 'template',
  id: 'RS037',
  name: 'route-open',
  severity: 'error',
  rule: 'A route opens with a scope, unless the contract says that its operation is public and exposed',
  why: 'Without an authorizer anybody passes. Without a scope any token of the pool does, and an ID token too.',
  source: 'aws-facts §E.1, §I.10',
  fix: 'Give the route the JWT authorizer of its pool and the scope of its operation',
  judge: ({ apis }) =>
    apis.flatMap(({ name, routes, wanted }) =>
      routes
        .filter(([key, route]) => isOpen(route, wanted?.routes[key]))
        .map(
          ([key, { resource, authorization }]): Finding => ({
            place: inTemplate(resource),
            cause:
              authorization === 'NONE'
                ? `The route \`${key}\` of \`${name}\` opens without a token`
                : `The route \`${key}\` of \`${name}\` opens with any token of its pool, because it asks for no scope`,
            fix: 'Give it the authorizer of its pool and the scope of its operation',
          }),
        ),
    ),
}
