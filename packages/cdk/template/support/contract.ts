/**
 * What the contract asks of the template, computed here anew and not by the code under test.
 *
 * @module
 */
import type { PoolName } from '@scopegate/scopes/catalog'
import { allClients, allScopes, scopesOfClient } from '@scopegate/scopes/lookup'

/** The origins of the redirect addresses of the pool's browser clients, each once. */
export function originsOfBrowserClients(pool: PoolName): readonly string[] {
  const uris = allClients.flatMap((client) =>
    client.pool === pool && client.kind === 'browser' ? [...client.redirectUris] : [],
  )
  return [...new Set(uris.map((uri) => uri.replace(/^(https?:\/\/[^/]+).*$/, '$1')))]
}

/** The wire names of the scopes that some client of the pool may hold. */
export function wiresOf(pool: PoolName): readonly string[] {
  const held = new Set(allClients.filter((client) => client.pool === pool).flatMap(scopesOfClient))
  return allScopes.filter(({ scope }) => held.has(scope)).map(({ wire }) => wire)
}
