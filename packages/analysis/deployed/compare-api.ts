/** Compares the API of a pool, with its routes, with what it should be. */
import { quoted } from '@scopegate/contract/quoted'
import { difference, rowDifferences, setDifferences } from './compare-parts.ts'
import type { Difference, Where } from './difference.ts'
import type { DeployedApi, DeployedCors, DeployedRoute } from './shape.ts'

export function apiDifferences(pool: string, expected: DeployedApi, found: DeployedApi): readonly Difference[] {
  const where: Where = { in: 'api', pool }
  const routeAt = (route: string): Where => ({ in: 'route', pool, route })
  return [
    ...rowDifferences<DeployedRoute>('route', expected.routes, found.routes, {
      where: routeAt,
      both: (key, one, other) => routeDifferences(routeAt(key), one, other),
      missing: opening,
    }),
    ...setDifferences('audience', where, expected.audience, found.audience),
    ...corsDifferences(where, expected.cors, found.cors),
  ]
}

/** Who may call a route, in words. */
function opening({ authorization, scopes, tokensOf }: DeployedRoute): string {
  if (authorization === 'NONE') return 'open to everyone'
  if (authorization !== 'JWT') return `authorization ${authorization}`
  const whose = tokensOf === undefined ? 'of no pool' : `of \`${tokensOf}\``
  return scopes.length === 0 ? `open to any token ${whose}` : `open to tokens ${whose} with ${quoted(scopes)}`
}

/** Where the kind of authorization differs, the rest follows from it and is not told again. */
function routeDifferences(where: Where, expected: DeployedRoute, found: DeployedRoute): readonly Difference[] {
  if (expected.authorization !== found.authorization) {
    // Another kind asks others for other proof: whom it lets in, nobody can tell from here.
    const direction = expected.authorization === 'NONE' ? 'closes' : 'opens'
    return [difference('route_authorization', direction, where, opening(expected), opening(found))]
  }
  return [...routeScopeDifferences(where, expected, found), ...tokenDifferences(where, expected, found)]
}

/** Any one of a route's scopes opens it, and without any every token does (aws-facts §E.1, §I.10). */
function routeScopeDifferences(where: Where, expected: DeployedRoute, found: DeployedRoute): readonly Difference[] {
  if (expected.scopes.length > 0 && found.scopes.length === 0) {
    return [difference('route_scope_none', 'opens', where, opening(expected), opening(found))]
  }
  const differences = setDifferences('route_scope', where, expected.scopes, found.scopes)
  // Where any token was meant to do, a scope that is asked for closes.
  return expected.scopes.length > 0 ? differences : differences.map((each) => ({ ...each, direction: 'closes' }))
}

function tokenDifferences(where: Where, { tokensOf: expected }: DeployedRoute, { tokensOf: found }: DeployedRoute) {
  if (expected === found) return []
  const words = (pool: string | undefined) =>
    pool === undefined ? 'none' : pool === 'unknown' ? 'an issuer that is no pool of ours' : `\`${pool}\``
  const direction = found === undefined ? 'differs' : 'opens'
  return [difference('route_tokens', direction, where, words(expected), words(found))]
}

function corsDifferences(
  where: Where,
  expected: DeployedCors | undefined,
  found: DeployedCors | undefined,
): readonly Difference[] {
  if (expected === undefined) {
    if (found === undefined) return []
    return [difference('cors_extra', 'opens', where, 'no preflight is answered', `pages of ${quoted(found.origins)}`)]
  }
  if (found === undefined) {
    const pages = `pages of ${quoted(expected.origins)}`
    return [difference('cors_missing', 'closes', where, pages, 'no preflight is answered')]
  }
  const credentials = (allowed: boolean) => (allowed ? 'sent along' : 'left out')
  return [
    ...setDifferences('cors_origin', where, expected.origins, found.origins, '*'),
    ...setDifferences('cors_method', where, expected.methods, found.methods, '*'),
    // `*` stands for any header but `authorization`, the one that matters (Fetch standard, CORS protocol).
    ...setDifferences('cors_header', where, expected.headers, found.headers),
    ...(expected.credentials === found.credentials
      ? []
      : [
          difference(
            'cors_credentials',
            found.credentials ? 'opens' : 'closes',
            where,
            credentials(expected.credentials),
            credentials(found.credentials),
          ),
        ]),
  ]
}
