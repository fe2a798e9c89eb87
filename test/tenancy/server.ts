/** The services as one running server: every handler, the real guard, real sockets. */
import { createApp, createVerifier, type Handlers, parsePools, serveApp } from '@scopegate/http'
import { contract } from '@scopegate/scopes/contract'
import { compose } from '@scopegate/services/server'
import { testIssuers } from '../support/principals.ts'
import { clientOf, type Send } from './wire.ts'

/** A server with a client of its own. */
export interface RunningServer {
  readonly send: Send
  readonly stop: () => Promise<void>
}

/**
 * Starts the services on these tables.
 *
 * @param spoil replaces handlers, to see whether the properties notice
 */
export async function startServer(
  tables: Readonly<Record<string, string>>,
  spoil: (handlers: Handlers<typeof contract>) => Handlers<typeof contract> = (handlers) => handlers,
): Promise<RunningServer> {
  const variables = { ...tables, POOLS: (await testIssuers()).pools }
  const handlers = spoil(compose(variables))
  const verify = createVerifier(contract, parsePools(contract, variables.POOLS))
  const app = createApp(contract, handlers, { verify, now: Date.now, log: () => undefined })
  const server = await serveApp(app, 0, { hostname: '127.0.0.1' })
  const client = clientOf(server.port)
  return {
    send: client.send,
    stop: async () => {
      client.close()
      await server.close()
    },
  }
}
