/**
 * RS068: a route leads to its operation's service.
 *
 * @module
 */
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const routeLeadsElsewhere: TemplateRule = {
  on: 'template',
  id: 'RS068',
  name: 'route-leads-elsewhere',
  severity: 'error',
  rule: 'Each route hands its requests as they are to the function of its operation’s service',
  why: 'Whoever stands at the other end gets every caller’s token, and a request that is rewritten on its way is another operation.',
  source: 'packages/cdk/api/pool-api.ts',
  fix: 'Give the route an `AWS_PROXY` integration with the function of the service that the contract names, and no parameters',
  judge: ({ apis, services }) =>
    apis.flatMap(({ name, routes }) =>
      routes.flatMap(([key, { resource, leadsTo }]): readonly Finding[] => {
        const service = services.get(key)
        // A route of no operation, RS039 tells.
        if (service === undefined || leadsTo === service) return []
        const where =
          leadsTo === undefined
            ? 'somewhere else than to a function of ours, or changes the request'
            : `to \`${leadsTo}\``
        const cause = `The route \`${key}\` of \`${name}\` leads ${where}, not to the service \`${service}\``
        return [
          { place: inTemplate(resource), cause, fix: `Give it a plain integration with the function \`${service}\`` },
        ]
      }),
    ),
}
