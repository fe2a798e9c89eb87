/** Where an authorization code may be sent. */

import { isLoopbackHost } from '@scopegate/template'

/** What a reader and a browser may take for something else than it is. */
const misread = /[@\\\s\p{Cc}]/u

/** The address for a terminal: what controls one is written out. */
export const shownAddress = (address: string): string =>
  address.replaceAll(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** RFC 8252 §7.1: of a domain name turned round, so that no other application has it by chance. */
const privateUse = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+:$/

/**
 * Why no code may go there, in the middle of a sentence; `undefined` where one may: https, or http on this machine (RFC 8252
 * §7.3 and §8.3), an exact address without `*` and fragment (RFC 9700). A code sent to another scheme, or in the clear to another
 * machine, could be read on its way; on a person's own device a scheme of its own leads back to the client. It is written as a
 * browser reads it: `https://ours.example@theirs.example/` goes to them.
 */
export function addressFault(address: string, ownDevice: boolean): string | undefined {
  if (misread.test(address)) return 'it holds `@`, `\\`, a space or a control character'
  if (address.includes('#')) return 'it has a fragment, which begins with `#`'
  if (address.includes('*')) return 'it has a `*`, and addresses are exact'
  if (!URL.canParse(address)) return 'it is no address with a scheme and a host'
  const { href, protocol, hostname } = new URL(address)
  const scheme = protocol.slice(0, -1)
  if (protocol === 'http:' && !isLoopbackHost(hostname)) return 'its scheme is `http`, and its host is not this machine'
  if (protocol !== 'http:' && protocol !== 'https:') {
    if (!ownDevice) return `its scheme is \`${scheme}\`, and only a native client may have one of its own`
    if (!privateUse.test(protocol)) return `its scheme \`${scheme}\` is not a domain name turned round`
  }
  return href === address || href === `${address}/` ? undefined : 'a browser writes it otherwise'
}
