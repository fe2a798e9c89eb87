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
  RS037: {
    name: 'route-open',
    rule: 'A route opens with a scope, unless the contract says that its operation is public and exposed',
    why: 'Without an authorizer anybody passes. Without a scope any token of the pool does, and an ID token too.',
    source: 'aws-facts §E.1, §I.10',
    fix: 'Give the route the JWT authorizer of its pool and the scope of its operation',
    judge: eachDeployed(
      'routes',
      (route) => isOpen(route, route.wanted),
      ({ name, api, authorization }) =>
        authorization === 'NONE'
          ? `The route \`${name}\` of \`${api}\` opens without a token`
          : `The route \`${name}\` of \`${api}\` opens with any token of its pool, because it asks for no scope`,
    ),
  },
  RS038: {
    name: 'route-catch-all',
    rule: 'A route names one method and one path: neither `$default` nor `ANY` nor a greedy `{name+}`',
    why: 'It catches each method and path that no explicit route names, past the scopes of those that do.',
    source: 'aws-facts §E.4',
    fix: 'Write one route for each operation',
    judge: eachDeployed(
      'routes',
      ({ name }) => isCatchAll(name),
      ({ name, api }) => `The route \`${name}\` of \`${api}\` takes what no other route names`,
    ),
  },
  RS039: {
    name: 'route-differs',
    rule: 'An API has exactly the routes of the operations that its pool’s clients may call, each behind its one scope',
    why: 'The two gates would disagree, or an operation that the contract promises cannot be reached.',
    source: 'ADR 0001',
    fix: 'Synthesize the template from this contract; where it differs still, packages/cdk/api makes routes beside it',
    judge: ({ apis }) =>
      apis.map(({ name, routes, wanted }) => {
        if (wanted === undefined) return []
        const found = new Set(routes.map((route) => route.name))
        const missing = Object.keys(wanted.routes).filter((key) => !found.has(key))
        return [
          routes.map(judgeRoute),
          missing.map((key) => tell(at('pools', name), `The API of \`${name}\` lacks the route \`${key}\``)),
        ]
      }),
  },
  RS040: {
    name: 'authorizer-differs',
    rule: 'An API has one authorizer, which takes the tokens of its own pool’s app clients, and no others',
    why: 'One pool for each application context is worth nothing when an API takes the tokens of another.',
    source: 'aws-facts §E.1',
    fix: 'Give the authorizer the issuer of the API’s pool, and as audience the ids of exactly its clients',
    judge: ({ apis }) =>
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
  },
  RS041: {
    name: 'token-in-address',
    rule: 'An authorizer takes the token from the header `Authorization`',
    why: 'A token in an address stands in histories and logs, and the services look for it in the header alone.',
    source: 'RFC 6750, 2.3',
    fix: 'Write `$request.header.Authorization` as the one identity source',
    judge: ({ apis }) =>
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
  },
  RS068: {
    name: 'route-leads-elsewhere',
    rule: 'Each route hands its requests as they are to the function of its operation’s service',
    why: 'Whoever stands at the other end gets every caller’s token, and a request that is rewritten on its way is another operation.',
    source: 'packages/cdk/api/pool-api.ts',
    fix: 'Give the route an `AWS_PROXY` integration with the function of the service that the contract names, and no parameters',
    judge: ({ routes, services }) =>
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
  },
})
