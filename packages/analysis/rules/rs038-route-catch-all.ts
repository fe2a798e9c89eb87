/**
 * RS038: a route is explicit.
 *
 * @module
 */
import { isCatchAll } from './route-state.ts'
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const routeCatchAll: TemplateRule = {
  on: 'template',
  id: 'RS038',
  name: 'route-catch-all',
  severity: 'error',
  rule: 'A route names one method and one path: neither `$default` nor `ANY` nor a greedy `{name+}`',
  why: 'It catches each method and path that no explicit route names, past the scopes of those that do.',
  source: 'aws-facts §E.4',
  fix: 'Write one route for each operation',
  judge: ({ apis }) =>
    apis.flatMap(({ name, routes }) =>
      routes
        .filter(([key]) => isCatchAll(key))
        .map(
          ([key, { resource }]): Finding => ({
            place: inTemplate(resource),
            cause: `The route \`${key}\` of \`${name}\` takes what no other route names`,
            fix: 'Write one route for each operation',
          }),
        ),
    ),
}
