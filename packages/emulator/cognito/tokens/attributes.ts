/** Which of a user's attributes a client may see. */
import type { ResolvedClient } from '../../template/model.ts'
import type { Attributes } from '../state/users.ts'

const isCustom = (name: string) => name.startsWith('custom:')

/** The attributes that this client may read. Without a list: the standard ones, no custom one (documented, the API's `ReadAttributes`). */
export function readable(client: ResolvedClient, attributes: Attributes): Attributes {
  const { readAttributes } = client
  return only(attributes, (name) => (readAttributes === undefined ? !isCustom(name) : readAttributes.includes(name)))
}

/** Whether this client's users may write the attribute themselves. Without a list: standard ones only (documented, as above). */
export function writable({ writeAttributes }: ResolvedClient, name: string): boolean {
  // Documented (CDG/user-pool-settings-attributes): no client writes what says that an address is proven.
  if (name.endsWith('_verified')) return false
  return writeAttributes === undefined ? !isCustom(name) : writeAttributes.includes(name)
}

/**
 * The attributes that go with the OpenID Connect scopes, out of those that the client may read. `openid` alone and
 * `profile` release all of them, `email` and `phone` what their names say. From general knowledge of Cognito; no
 * capture was at hand.
 */
export function released(client: ResolvedClient, scopes: readonly string[], attributes: Attributes): Attributes {
  const seen = readable(client, attributes)
  const narrowing = scopes.filter((scope) => scope === 'email' || scope === 'phone')
  if (scopes.includes('profile') || narrowing.length === 0) return seen
  const names = new Set(
    narrowing.flatMap((scope) =>
      scope === 'email' ? ['email', 'email_verified'] : ['phone_number', 'phone_number_verified'],
    ),
  )
  return only(seen, (name) => names.has(name))
}

const only = (attributes: Attributes, keep: (name: string) => boolean): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'sub' && keep(name)))
