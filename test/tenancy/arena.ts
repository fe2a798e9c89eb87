/** Where the sequences of one test file run: one database, and servers on it. */
import { afterAll, beforeAll } from 'vitest'
import { useWorld } from '../services/support/world.ts'
import type { Leak } from './leaks.ts'
import type { Arena } from './sequence.ts'
import { startServer } from './server.ts'
import { openStores, type Stores } from './stores.ts'

/** Starts the database before the file's tests; stops it and all servers after them. */
export function useArena(): { readonly server: (leak?: Leak) => Promise<Arena> } {
  const world = useWorld()
  const closing: (() => Promise<void> | void)[] = []
  let stores: Stores | undefined
  const openedStores = () => (stores ??= openStores(world.variables()['DYNAMODB_ENDPOINT'] ?? ''))
  beforeAll(() => void closing.push(openedStores().close))
  afterAll(async () => {
    for (const close of closing) await close()
  })
  return {
    server: async (leak = (handlers) => handlers) => {
      const server = await startServer(world.variables(), (handlers) => leak(handlers, openedStores()))
      closing.push(server.stop)
      return { send: server.send, stores: openedStores() }
    },
  }
}
