/**
 * The JWT authorizer of a route: token, then scopes.
 *
 * @module
 */
import type { ResolvedApi, ResolvedRoute } from '../../template/index.ts'
import { type Answer, forbidden, invalidToken, serviceUnavailable, unauthorized } from '../answer.ts'
import { tokenOf } from './identity.ts'
import { createKeyFinder, type FindKey, KeysUnavailable } from './keys.ts'
import { type Claims, scopesOf, verify } from './verify.ts'

export type { Claims } from './verify.ts'

export interface AuthorizerRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly rawQueryString: string
}

/** What the function is told. `scopes`: null on a route without any, else the token's (measured, aws-facts §E.3). */
export interface Authorized {
  readonly claims: Claims
  readonly scopes: readonly string[] | null
}

export type Authorization =
  /** The route has no authorizer: AWS lets everyone through, and so do we. */
  | { readonly kind: 'open' }
  | { readonly kind: 'authorized'; readonly by: Authorized }
  | {
      readonly kind: 'refused'
      readonly answer: Answer
      /** Why, for the access log. */
      readonly reason: string
      /** When the token was good and its scopes were not. */
      readonly claims?: Claims
    }

export type Authorize = (route: ResolvedRoute, request: AuthorizerRequest) => Promise<Authorization>

export interface AuthorizerOptions {
  /** Milliseconds. */
  readonly now: () => number
  readonly log: (line: string) => void
}

export function createAuthorizer(authorizers: ResolvedApi['authorizers'], { now, log }: AuthorizerOptions): Authorize {
  const finders = new Map<string, FindKey>()
  for (const { issuer } of Object.values(authorizers)) finders.set(issuer, createKeyFinder(issuer, now))
  const refused = (answer: Answer, reason: string, claims?: Claims): Authorization => ({
    kind: 'refused',
    answer,
    reason,
    ...(claims === undefined ? {} : { claims }),
  })

  return async (route, request) => {
    if (route.authorizer === undefined) return { kind: 'open' }
    const authorizer = authorizers[route.authorizer]
    const findKey = authorizer === undefined ? undefined : finders.get(authorizer.issuer)
    // A route that names an authorizer nobody has must not turn into an open one.
    if (authorizer === undefined || findKey === undefined)
      return refused(serviceUnavailable(), 'the route names an authorizer that does not exist')
    const token = tokenOf(authorizer.identitySource, request)
    if (token === undefined) return refused(unauthorized(), 'the request has no token')
    try {
      const verdict = await verify(token, authorizer, findKey, now())
      if (!verdict.ok) return refused(invalidToken(verdict.reason), verdict.reason)
      const scopes = scopesOf(verdict.claims)
      // Documented: at least one of the route's.
      if (route.scopes.length > 0 && !route.scopes.some((scope) => scopes.includes(scope))) {
        return refused(forbidden(route.scopes), `expected scopes: [${route.scopes.join(' ')}]`, verdict.claims)
      }
      return { kind: 'authorized', by: { claims: verdict.claims, scopes: route.scopes.length > 0 ? scopes : null } }
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) throw error
      // Inferred: what AWS answers is not known. Ours is an outage, which a client must not take for a bad token.
      log(`${error.message}: ${authorizer.issuer}`)
      return refused(serviceUnavailable(), error.message)
    }
  }
}
