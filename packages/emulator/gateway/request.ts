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

export interface RequestHeaders {
  /** Names in lower case, duplicates joined with commas (documented, aws-facts §E.4); without `cookie`. */
  readonly all: Readonly<Record<string, string>>
  /** One entry each (documented, aws-facts §E.4). */
  readonly cookies: readonly string[]
}

/** Reads Node's `rawHeaders`: its `headers` drops a second `authorization` instead of joining it. */
export function headersOf(rawHeaders: readonly string[]): RequestHeaders {
  const all: Record<string, string> = {}
  const cookies: string[] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = rawHeaders[index + 1] ?? ''
    if (name === 'cookie') {
      cookies.push(...value.split(';').map((cookie) => cookie.trim()))
      continue
    }
    const earlier = all[name]
    all[name] = earlier === undefined ? value : `${earlier},${value}`
  }
  return { all, cookies }
}

/** The size that counts against API Gateway’s limit of request line and headers: `name: value` with its line end. */
export function headerBytes(requestLine: string, rawHeaders: readonly string[]): number {
  const lines = rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text, 'latin1') + 2, 0)
  return Buffer.byteLength(requestLine) + 2 + lines
}
