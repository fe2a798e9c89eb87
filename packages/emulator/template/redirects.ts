/** Callback addresses that a developer adds for this machine: of a dev server on another port than the template's. */
import type { ResolvedStack } from './model.ts'

export interface AddedRedirect {
  /** The client's name. */
  readonly client: string
  /** A loopback address. */
  readonly uri: string
}

/**
 * The stack with the addresses: the clients return to them after sign-in and sign-out, and their pages may call the
 * pool's API.
 */
export function withRedirects(stack: ResolvedStack, added: readonly AddedRedirect[]): ResolvedStack {
  if (added.length === 0) return stack
  const pools = stack.pools.map((pool) => ({
    ...pool,
    clients: pool.clients.map((client) => {
      const uris = added.flatMap(({ client: name, uri }) => (name === client.name ? [uri] : []))
      const all = (registered: readonly string[]) => [...new Set([...registered, ...uris])]
      return { ...client, redirectUris: all(client.redirectUris), logoutUris: all(client.logoutUris) }
    }),
  }))
  const originsOf = (name: string) =>
    added.flatMap(({ client, uri }) =>
      stack.pools.some((pool) => pool.name === name && pool.clients.some((each) => each.name === client))
        ? [new URL(uri).origin]
        : [],
    )
  const apis = stack.apis.map((api) =>
    api.cors === undefined
      ? api
      : {
          ...api,
          cors: { ...api.cors, allowOrigins: [...new Set([...api.cors.allowOrigins, ...originsOf(api.name)])] },
        },
  )
  return { ...stack, pools, apis }
}
