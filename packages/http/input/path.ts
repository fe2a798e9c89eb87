/**
 * Refuses odd paths before routing. If the path is read in one way by the check and in another by the router, there is a hole:
 * an HTTP API decodes `rawPath` once, URL parsers drop dot segments and cut at `?`, routers decode again.
 * So this looks at the path as it came, and lets through only what all of them read alike.
 */

/** As the client sent it (`encoded`), or decoded once by an HTTP API (`decoded`; aws-facts §E.4: `rawPath` is). */
export interface RawPath {
  readonly form: 'encoded' | 'decoded'
  readonly text: string
}

export type PathFault = 'not_absolute' | 'encoding' | 'separator' | 'dot_segment' | 'empty_segment' | 'character'

/** What RFC 3986 §3.3 allows in a path; anything else is rewritten by URL parsers. */
const pathCharacters = /^[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*$/

function decodeOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** C0 and C1 controls with NUL and DEL, and lone surrogates: parsers strip or replace them. */
const unreadable = /\p{Cc}|\p{Cs}/u

/** The rules on the decoded path. A `%` that survived decoding is double encoding: the router would decode it again. */
function decodedFault(path: string): PathFault | undefined {
  if (!path.startsWith('/')) return 'not_absolute'
  if (/[\\;?#]/.test(path)) return 'separator'
  if (path.includes('%')) return 'encoding'
  if (path.includes('//')) return 'empty_segment'
  if (path.includes('..') || path.split('/').includes('.')) return 'dot_segment'
  // URL parsers also strip spaces at the end.
  return unreadable.test(path) || path.endsWith(' ') ? 'character' : undefined
}

/** Segments of letters, digits, `-`, `_` and `~`: whatever is done to such a path, it stays as it is. */
const plain = /^(?:\/[\w~-]+)+$/

/** What is odd about the path; `undefined` for one that all of them read alike. */
export function pathFault({ form, text }: RawPath): PathFault | undefined {
  if (plain.test(text)) return undefined
  if (form === 'decoded') return decodedFault(text)
  if (!text.startsWith('/')) return 'not_absolute'
  if (/%(2f|5c)/i.test(text)) return 'separator'
  if (text.includes('\\')) return 'separator'
  if (!pathCharacters.test(text)) return 'character'
  const decoded = decodeOnce(text)
  return decoded === undefined ? 'encoding' : decodedFault(decoded)
}
