/**
 * Rules over the routes of a template’s APIs, and over who may pass them.
 *
 * @module
 */
import type { DeployedRoute } from '../deployed/shape.ts'
import type { TemplateRoute } from '../deployed/template.ts'
import type { Finding, Rule } from './rule.ts'
import { isCatchAll, isOpen } from './shared/route-state.ts'
import { tellDifference } from './shared/same.ts'
import { at, inTemplate, when } from './shared/words.ts'

const fix = 'Make the route from the contract, and nothing else'

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

const header = '$request.header.authorization'

export const routeRules: readonly Rule[] = [
  {
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
  },
  {
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
  },
  {
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
  },
  {
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
  },
  {
    on: 'template',
    id: 'RS041',
    name: 'token-in-address',
    severity: 'error',
    rule: 'An authorizer takes the token from the header `Authorization`',
    why: 'A token in an address stands in histories and logs, and the services look for it in the header alone.',
    source: 'RFC 6750, 2.3',
    fix: `Write \`$request.header.Authorization\` as the one identity source`,
    judge: ({ apis }) =>
      apis.flatMap(({ name, api }) =>
        api.authorizers.flatMap(({ resource, identitySources }) =>
          when(identitySources.length !== 1 || identitySources[0]?.toLowerCase() !== header, () => [
            inTemplate(resource),
            `An authorizer of the API \`${name}\` takes the token from elsewhere than the header \`Authorization\``,
            'Write `$request.header.Authorization` as the one identity source',
          ]),
        ),
      ),
  },
  {
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
  },
]
