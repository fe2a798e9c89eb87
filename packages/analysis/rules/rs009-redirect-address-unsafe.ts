/**
 * RS009: a browser client's addresses can receive a code.
 *
 * @module
 */
import { mayReceiveCodes, shownAddress } from './code-address.ts'
import type { Finding, RowRule } from './rule.ts'
import { type PlacedClient, textsIn } from './subjects/rows.ts'
import { at } from './words.ts'

function judgeAddresses({ label, path }: PlacedClient, field: string, value: unknown): readonly Finding[] {
  const place = at(...path, field)
  const addresses = textsIn(value)
  if (addresses.length === 0) {
    return [{ place, cause: `${label} has no \`${field}\``, fix: 'List at least one address' }]
  }
  return addresses
    .filter((address) => !mayReceiveCodes(address))
    .map((address) => ({
      place,
      cause: `${label} has \`${shownAddress(address)}\` among its \`${field}\``,
      fix: 'Write an https or http://localhost address as a browser shows it, without `#`, `*` and `@`',
    }))
}

export const redirectAddressUnsafe: RowRule = {
  on: 'rows',
  id: 'RS009',
  name: 'redirect-address-unsafe',
  severity: 'error',
  rule: 'A browser client’s addresses are exact, and https outside this machine',
  why: 'The authorization code goes there. In the clear, or to an address that somebody else can have, it is read on its way.',
  source: 'RFC 9700, 2.1',
  fix: 'Write an https address, or http://localhost for work on one machine, as a browser shows it, without `#`, `*` and `@`',
  judge: ({ clients }) =>
    clients.flatMap((client) =>
      client.row.kind === 'browser'
        ? [
            ...judgeAddresses(client, 'redirectUris', client.row.redirectUris),
            ...judgeAddresses(client, 'logoutUris', client.row.logoutUris),
          ]
        : [],
    ),
}
