/**
 * How the size of a token is judged and told.
 *
 * @module
 */
import { nearlyUsed } from '../quotas.ts'
import { type TokenSize, tokenRoomBytes } from '../token-size.ts'
import type { Finding } from './rule.ts'
import { at } from './words.ts'

/** Whether the token is too long, or nearly. */
export function levelOfToken({ bytes }: TokenSize): 'exceeded' | 'near' | 'fine' {
  if (bytes > tokenRoomBytes) return 'exceeded'
  return bytes >= tokenRoomBytes * nearlyUsed ? 'near' : 'fine'
}

/** The finding for a token. */
export const tellToken = ({ pool, client, role, bytes }: TokenSize): Finding => ({
  place: at('pools', pool, 'clients', client),
  cause: `A token of \`${role}\` through \`${client}\` can have ${bytes.toLocaleString('en')} bytes, and there is room for ${tokenRoomBytes.toLocaleString('en')}`,
  fix: 'Give the role or the client fewer scopes, or shorter names to the scopes',
})
