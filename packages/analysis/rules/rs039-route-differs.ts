/**
 * RS039: the routes are those of the contract.
 *
 * @module
 */
import type { DeployedRoute } from '../deployed/shape.ts'
import type { TemplateRoute } from '../deployed/template.ts'
import { isCatchAll, isOpen } from './route-state.ts'
import type { Finding, TemplateRule } from './rule.ts'
import { tellDifference } from './same.ts'
import { at, inTemplate } from './words.ts'

const fix = 'Make the route from the contract, and nothing else'

export const routeDiffers: TemplateRule = {
  on: 'template',
  id: 'RS039',
  name: 'route-differs',
  severity: 'error',
  rule: 'An API has exactly the routes of the operations that its pool’s clients may call, each behind its one scope',
  why: 'The two gates would disagree, or an operation that the contract promises cannot be reached.',
  source: 'ADR 0001',
  fix: 'Synthesize the template from this contract; where it differs still, packages/cdk/api makes routes beside it',
  judge: ({ apis }) =>
    apis.flatMap(({ name, api, routes, wanted: wantedApi }) => {
      if (wantedApi === undefined) return []
      const wanted = wantedApi.routes
      const missing = Object.keys(wanted).filter((key) => api.routes[key] === undefined)
      return [
        ...routes.flatMap(([key, route]) => judgeRoute(name, key, route, wanted[key])),
        ...missing.map(
          (key): Finding => ({
            place: at('pools', name),
            cause: `The API of \`${name}\` lacks the route \`${key}\``,
            fix,
          }),
        ),
      ]
    }),
}

/** RS037 and RS038 tell a route that opens too wide; that it differs besides is nothing new. */
function judgeRoute(
  api: string,
  key: string,
  route: TemplateRoute,
  wanted: DeployedRoute | undefined,
): readonly Finding[] {
  if (isOpen(route, wanted) || isCatchAll(key)) return []
  const place = inTemplate(route.resource)
  if (wanted === undefined) {
    return [
      { place, cause: `The route \`${key}\` of \`${api}\` is of no operation that the contract exposes there`, fix },
    ]
  }
  if (route.authorization !== wanted.authorization) {
    const cause = `The route \`${key}\` of \`${api}\` has the authorization \`${route.authorization}\`, not \`${wanted.authorization}\``
    return [{ place, cause, fix }]
  }
  const scopes = tellDifference(route.scopes, wanted.scopes)
  return scopes === undefined ? [] : [{ place, cause: `The route \`${key}\` of \`${api}\` ${scopes}`, fix }]
}
