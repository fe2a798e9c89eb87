/**
 * Resource binding (RFC 8707): which `resource` a sign-in may name.
 *
 * @module
 */

/**
 * Documented (aws-facts §A.3): a URL of `https://`, `http://localhost` or a custom scheme; it need not be a defined
 * resource server. It becomes the `aud` of the access token.
 */
export function isBindable(resource: string): boolean {
  if (!URL.canParse(resource)) return false
  const { protocol, hostname, hash } = new URL(resource)
  // RFC 8707 §2: no fragment.
  if (hash !== '') return false
  return protocol !== 'http:' || hostname === 'localhost'
}
