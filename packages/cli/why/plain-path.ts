/**
 * Whether the services take the path for one that everybody reads alike. Restated.
 *
 * @module
 */

/** @param decoded whether a gateway has decoded it once already, as HTTP APIs do (aws-facts §E.4) */
export function isPlainPath(path: string, decoded: boolean): boolean {
  if (!decoded && (!/^\/[\w\-.~!$&'()*+,;=:@/%]*$/.test(path) || /%(2f|5c)/i.test(path))) return false
  let text: string
  try {
    text = decoded ? path : decodeURIComponent(path)
  } catch {
    return false
  }
  const hasDots = text.includes('..') || text.split('/').includes('.')
  return text.startsWith('/') && !/[\\;?#%]|\/\/| $|\p{Cc}|\p{Cs}/u.test(text) && !hasDots
}
