/** Rules over the routes of a template’s APIs, and over who may pass them. */
import { eachDeployed, onTemplate } from './rule.ts'
import { isCatchAll, isOpen } from './shared/route-state.ts'
import { tellDifference } from './shared/same.ts'
import { at, type Said, tell } from './shared/words.ts'
import type { JudgedRoute } from './subjects/judged-template.ts'

/** RS037 and RS038 tell a route that opens too wide; that it differs besides is nothing new. */
function judgeRoute(route: JudgedRoute): Said {
  const { name, api, place, authorization, wanted } = route
  if (isOpen(route, wanted) || isCatchAll(name)) return []
  const its = `The route \`${name}\` of \`${api}\``
  if (wanted === undefined) return tell(place, `${its} is of no operation that the contract exposes there`)
  if (authorization !== wanted.authorization) {
    return tell(place, `${its} has the authorization \`${authorization}\`, not \`${wanted.authorization}\``)
  }
  const scopes = tellDifference(route.scopes, wanted.scopes)
  return scopes !== undefined && tell(place, `${its} ${scopes}`)
}

const header = '$request.header.authorization'

export const routeRules = onTemplate({
  'route-open': eachDeployed(
    'routes',
    (route) => isOpen(route, route.wanted),
    ({ name, api, authorization }) =>
      authorization === 'NONE'
        ? `The route \`${name}\` of \`${api}\` opens without a token`
        : `The route \`${name}\` of \`${api}\` opens with any token of its pool, because it asks for no scope`,
  ),
  'route-catch-all': eachDeployed(
    'routes',
    ({ name }) => isCatchAll(name),
    ({ name, api }) => `The route \`${name}\` of \`${api}\` takes what no other route names`,
  ),
  'route-differs': ({ apis }) =>
    apis.map(({ name, routes, wanted }) => {
      if (wanted === undefined) return []
      const found = new Set(routes.map((route) => route.name))
      const missing = Object.keys(wanted.routes).filter((key) => !found.has(key))
      return [
        routes.map(judgeRoute),
        missing.map((key) => tell(at('pools', name), `The API of \`${name}\` lacks the route \`${key}\``)),
      ]
    }),
  'authorizer-differs': ({ apis }) =>
    apis.map(({ name, routes, authorizers, wanted }) => {
      if (wanted === undefined) return []
      const issuer = `with the issuer of \`${name}\``
      return [
        routes.map(({ name: key, place, authorization, tokensOf = 'unknown' }) => {
          const whose = tokensOf === 'unknown' ? 'an unknown issuer' : `the pool \`${tokensOf}\``
          const cause = `The route \`${key}\` of \`${name}\` takes tokens of ${whose}`
          return authorization === 'JWT' && tokensOf !== name && tell(place, cause, `Give it an authorizer ${issuer}`)
        }),
        authorizers.map(({ resource, type, tokensOf, audience }, index) => {
          const isOwn = type === 'JWT' && tokensOf === name
          const differs = tellDifference(audience, wanted.audience)
          return [
            index > 0 &&
              tell(
                resource,
                `The API of \`${name}\` has an authorizer besides its own`,
                'Remove it: one takes the tokens of the API’s pool, and there are no others',
              ),
            !isOwn &&
              tell(
                resource,
                `An authorizer of the API of \`${name}\` does not take the tokens of its pool`,
                `Make it of the type \`JWT\`, ${issuer}`,
              ),
            differs !== undefined &&
              tell(
                resource,
                `The audience of the API of \`${name}\` ${differs}`,
                'List the ids of exactly the pool’s clients',
              ),
          ]
        }),
      ]
    }),
  'token-in-address': ({ apis }) =>
    apis.map(({ name, authorizers }) =>
      authorizers
        .filter(({ identitySources: [first, ...others] }) => first?.toLowerCase() !== header || others.length > 0)
        .map(({ resource }) =>
          tell(
            resource,
            `An authorizer of the API \`${name}\` takes the token from elsewhere than the header \`Authorization\``,
          ),
        ),
    ),
  'route-leads-elsewhere': ({ routes, services }) =>
    routes.map(({ name, api, place, leadsTo }) => {
      const service = services.get(name)
      const where =
        leadsTo === undefined
          ? 'somewhere else than to a function of ours, or changes the request'
          : `to \`${leadsTo}\``
      const cause = `The route \`${name}\` of \`${api}\` leads ${where}, not to the service \`${service}\``
      // A route of no operation, RS039 tells.
      return service !== undefined && leadsTo !== service && tell(place, cause)
    }),
})
