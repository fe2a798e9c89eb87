/** The JWT authorizer of a route: token, then scopes. */
import type { ResolvedApi, ResolvedRoute } from '../../template/index.ts'
import { type Answer, forbidden, invalidToken, serviceUnavailable, unauthorized } from '../answer.ts'
import { createKeyFinder, KeysUnavailable } from './keys.ts'
import { type CheckSignature, type Claims, scopesOf, signedBy, type TokenFault, verify } from './verify.ts'

export { KeysUnavailable, keysAt } from './keys.ts'
export { type CheckSignature, type Claims, scopesOf, signedBy, type TokenFault } from './verify.ts'

/** Why the authorizer refuses. */
export type RefusalFault = TokenFault | 'authorizer' | 'token' | 'keys' | 'scopes'

interface AuthorizerRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly rawQueryString: string
}

/** What the function gets. `scopes`: null on a route without any, else the token's (measured, aws-facts §E.3). */
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
      readonly fault: RefusalFault
      /** The same in words, for the access log (aws-facts §E.5). */
      readonly reason: string
      /** When the token was good and its scopes were not. */
      readonly claims?: Claims
    }

type Authorize = (route: ResolvedRoute, request: AuthorizerRequest) => Promise<Authorization>

export interface AuthorizerOptions {
  /** Milliseconds. */
  readonly now: () => number
  readonly log: (line: string) => void
  /** How signatures of an issuer are checked; by the keys that it publishes unless given. */
  readonly signatures?: (issuer: string) => CheckSignature
}

export function createAuthorizer(authorizers: ResolvedApi['authorizers'], options: AuthorizerOptions): Authorize {
  const { now, log, signatures = (issuer) => signedBy(createKeyFinder(issuer, now)) } = options
  const checks = new Map(Object.values(authorizers).map(({ issuer }) => [issuer, signatures(issuer)]))
  const refused = (answer: Answer, fault: RefusalFault, reason: string, claims?: Claims): Authorization => ({
    kind: 'refused',
    answer,
    fault,
    reason,
    ...(claims === undefined ? {} : { claims }),
  })

  const badToken = ({ scopes }: ResolvedRoute, fault: RefusalFault, reason: string) =>
    refused(invalidToken(scopes, reason), fault, `invalid_token: ${reason}`)

  return async (route, request) => {
    if (route.authorizer === undefined) return { kind: 'open' }
    const authorizer = authorizers[route.authorizer]
    const checkSignature = authorizer === undefined ? undefined : checks.get(authorizer.issuer)
    // A route that names an authorizer which does not exist must not turn into an open one.
    if (authorizer === undefined || checkSignature === undefined)
      return refused(serviceUnavailable(), 'authorizer', 'the route names an authorizer that does not exist')
    const token = tokenOf(authorizer.identitySource, request)
    if (token === undefined) return refused(unauthorized(), 'token', 'the request has no token')
    try {
      const verdict = await verify(token, authorizer, checkSignature, now())
      if (!verdict.ok) return badToken(route, verdict.fault, verdict.reason)
      const scopes = scopesOf(verdict.claims)
      // Documented: at least one of the route's.
      if (route.scopes.length > 0 && !route.scopes.some((scope) => scopes.includes(scope))) {
        const reason = `insufficient_scope: expected scopes: [${route.scopes.join(' ')}]`
        return refused(forbidden(route.scopes), 'scopes', reason, verdict.claims)
      }
      return { kind: 'authorized', by: { claims: verdict.claims, scopes: route.scopes.length > 0 ? scopes : null } }
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) throw error
      log(`${error.message}: ${authorizer.issuer}`)
      // Measured: an outage that looks like a bad token, but for the words.
      return badToken(route, 'keys', error.message)
    }
  }
}

/**
 * The token, from the one identity source, bare or with the prefix `Bearer` (documented, aws-facts §E.1 step 1);
 * `undefined` when there is none or it is empty.
 *
 * Unknown (aws-facts §E.1, §E.4): lower-case `bearer`, extra white space, two headers. None of them is repaired here:
 * what is left is no valid token, and is refused.
 */
export function tokenOf(identitySource: string, { headers, rawQueryString }: AuthorizerRequest): string | undefined {
  const [, , place, name = ''] = /^(\$request\.)(header|querystring)\.(.+)$/.exec(identitySource) ?? []
  const value =
    place === 'header'
      ? headers[name.toLowerCase()]
      : place === 'querystring'
        ? (new URLSearchParams(rawQueryString).get(name) ?? undefined)
        : undefined
  const token = value === 'Bearer' ? '' : value?.replace(/^Bearer /, '')
  return token === '' ? undefined : token
}
