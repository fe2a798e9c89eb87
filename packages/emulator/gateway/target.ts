/**
 * The request's target as the HTTP API sees it.
 *
 * `rawPath` is decoded, once, and the query string stays encoded (measured, aws-facts §E.4). Routes are matched on
 * segments that were split before decoding. Unknown on AWS (same section): dot segments, `//` and `%2F`. None is tidied
 * up here, which is the worst case for the services: a path that was matched as one segment arrives as two.
 */

export interface Target {
  /** Decoded once. */
  readonly rawPath: string
  readonly rawQueryString: string
  /** The path without its leading slash, split and then decoded. */
  readonly segments: readonly string[]
}

/** `undefined` for a path that cannot be decoded. */
export function targetOf(url: string): Target | undefined {
  // A target in absolute form (RFC 9112 §3.2.2) is a proxy's; its authority is not ours to judge.
  const origin = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/, '')
  const [path = '', ...query] = origin.split('?')
  if (!path.startsWith('/')) return undefined
  try {
    return {
      rawPath: decodeURIComponent(path),
      rawQueryString: query.join('?'),
      segments: path
        .slice(1)
        .split('/')
        .map((segment) => decodeURIComponent(segment)),
    }
  } catch {
    return undefined
  }
}
