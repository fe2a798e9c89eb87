/** Where an authorization code may be sent. */

import { isLoopbackHost } from '@scopegate/template'

const form = /^(?:https?:\/\/[^/?#*]+)(?:[/?][^#*]*)?$/

/** What a reader and a browser may take for something else than it is. */
const misread = /[@\\\s\p{Cc}]/u

/** The address for a terminal: what controls one is written out. */
export const shownAddress = (address: string): string =>
  address.replaceAll(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * Whether a code may go there: https, or http on this machine (RFC 8252 §7.3 and §8.3), an exact address without `*` and fragment (RFC 9700). A
 * code sent to another scheme, or in the clear to another machine, could be read on its way. It is written as a browser
 * reads it: `https://ours.example@theirs.example/` goes to them.
 */
export function mayReceiveCodes(address: string): boolean {
  if (!form.test(address) || misread.test(address) || !URL.canParse(address)) return false
  const { href, protocol, hostname } = new URL(address)
  if (protocol === 'http:' && !isLoopbackHost(hostname)) return false
  return href === address || href === `${address}/`
}
