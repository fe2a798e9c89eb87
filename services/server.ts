/**
 * Every service in one process, for one machine without a gateway in front. Configured by the environment alone:
 * `PORT` (0 takes a free one), `HOST` (the IP address to listen on; 127.0.0.1 unless given), `POOLS`, the names of the tables, `DYNAMODB_ENDPOINT` and what the AWS SDK reads.
 *
 * @module
 */
import { isIP } from 'node:net'
import { composeAccount } from '@scopegate/account/compose'
import { createApp } from '@scopegate/http/app/app'
import type { Log } from '@scopegate/http/decision-log'
import { ConfigurationError, readEnvironment } from '@scopegate/http/environment'
import type { Handlers } from '@scopegate/http/handlers'
import { writeLine } from '@scopegate/http/outbound/log'
import { type Server, serveApp } from '@scopegate/http/serve/serve'
import { parsePools } from '@scopegate/http/verify/pools'
import { createVerifier } from '@scopegate/http/verify/verify'
import { contract } from '@scopegate/scopes/contract'
import { z } from 'zod'
import { composeInventory } from './inventory/compose.ts'
import { composeRecharge } from './recharge/compose.ts'

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port: 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be a port: 0 to 65535')

/**
 * The server speaks plain http, and tokens pass in it: only this machine may reach it, until somebody who has put
 * something with TLS in front says otherwise. An address and no name, which somebody else could resolve.
 */
const host = z
  .string()
  .refine((text) => isIP(text) !== 0, 'must be an IP address, such as 127.0.0.1 (this machine alone) or 0.0.0.0 (all)')
  .default('127.0.0.1')

/**
 * Starts the server.
 *
 * @param log where the decision lines go
 * @throws {ConfigurationError} for the first variable that is missing or wrong
 * @throws when the address or the port cannot be had
 */
export async function startServer(variables: NodeJS.ProcessEnv, log: Log = writeLine): Promise<Server> {
  const { PORT, HOST } = readEnvironment({ PORT: port, HOST: host }, variables)
  const verify = createVerifier(contract, parsePools(contract, variables['POOLS']))
  // The type makes an operation without a handler, and a handler without an operation, a compile error.
  const handlers: Handlers<typeof contract> = {
    ...composeInventory(variables),
    ...composeRecharge(variables),
    ...composeAccount(variables),
  }
  return serveApp(createApp(contract, handlers, { verify, now: Date.now, log }), PORT, { hostname: HOST })
}

/** Starts, says so on standard error, and ends on a signal when what is in flight has its answer. */
async function main(): Promise<void> {
  const server = await startServer(process.env)
  process.stderr.write(`Scopegate listens on port ${server.port}\n`)
  const end = () => void server.close()
  process.once('SIGTERM', end).once('SIGINT', end)
}

/** What an operator needs to know of a start that failed: a sentence, no stack. */
function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return '`PORT` is taken: stop what listens there or set another one'
    case 'EADDRNOTAVAIL':
      return '`HOST` is no address of this machine: set one that is'
    case 'EACCES':
      return '`PORT` needs rights that this process lacks: set one above 1023'
    default:
      return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    process.stderr.write(`Scopegate cannot start: ${reasonOf(error)}\n`)
    process.exitCode = 1
  })
}
