/**
 * Where an authorization code may be sent.
 *
 * @module
 */

const form = /^(?:https:\/\/[^/?#*]+|http:\/\/localhost(?::\d+)?)(?:[/?][^#*]*)?$/

/**
 * Whether a code may go there: https, or http on this machine, an exact address without `*` and fragment (RFC 9700). A
 * code sent to another scheme, or in the clear to another machine, could be read on its way.
 */
export const mayReceiveCodes = (address: string): boolean => form.test(address) && URL.canParse(address)
