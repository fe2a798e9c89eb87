/** What `start --redirect` adds to the local stack: known, and no drift. */
import type { DeployedSystem } from '@scopegate/analysis/deployed/shape'
import type { Session } from '../aws/session.ts'
import { harmless } from './words.ts'

/** The system as it should be with the addresses: the clients return to them, and their pages may call the pool's API. */
export function withRedirects(system: DeployedSystem, added: Session['redirects']): DeployedSystem {
  if (added.length === 0) return system
  const each = <Part>(parts: Readonly<Record<string, Part>>, change: (part: Part, name: string) => Part) =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, change(part, name)]))
  const joined = (some: readonly string[], more: readonly string[]) => [...new Set([...some, ...more])]
  const pools = each(system.pools, (pool) => ({
    ...pool,
    clients: each(pool.clients, (client, name) => {
      const uris = added.flatMap((one) => (one.client === name ? [one.uri] : []))
      return {
        ...client,
        callbackUrls: joined(client.callbackUrls, uris),
        logoutUrls: joined(client.logoutUrls, uris),
      }
    }),
  }))
  const apis = each(system.apis, (api, name) => {
    const clients = system.pools[name]?.clients ?? {}
    const origins = added.flatMap(({ client, uri }) => (Object.hasOwn(clients, client) ? [new URL(uri).origin] : []))
    return api.cors === undefined ? api : { ...api, cors: { ...api.cors, origins: joined(api.cors.origins, origins) } }
  })
  return { pools, apis }
}

export const redirectLines = (added: Session['redirects']): string =>
  added
    .map(
      ({ client, uri }) =>
        `Added by \`start --redirect\`, until the next start: \`${client}\` returns to ${harmless(uri)}\n`,
    )
    .join('')
