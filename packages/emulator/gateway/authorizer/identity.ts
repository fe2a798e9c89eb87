/**
 * Takes the token out of the request: from the one identity source, bare or with the prefix `Bearer` (documented,
 * aws-facts §E.1 step 1).
 *
 * Unknown (aws-facts §E.1, §E.4): lower-case `bearer`, extra white space, two headers. None of them is repaired here:
 * what is left is no valid token, and is refused.
 *
 * @module
 */

interface IdentityRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly rawQueryString: string
}

/** The token, or `undefined` when there is none or it is empty. */
export function tokenOf(identitySource: string, { headers, rawQueryString }: IdentityRequest): string | undefined {
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
