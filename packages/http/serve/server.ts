/**
 * Services of a contract in one process, for one machine without a gateway in front. Configured by environment variables
 * only: `PORT` (0 takes a free one), `HOST` (the IP address to listen on; 127.0.0.1 unless given), `POOLS`, and what the
 * services themselves read.
 */
import { isIP } from 'node:net'
import type { Contract } from '@scopegate/contract'
import * as z from 'zod/mini'
import { createApp } from '../app/app.ts'
import type { Log } from '../decision-log.ts'
import { ConfigurationError, type Environment, readEnvironment } from '../environment.ts'
import type { ServiceHandlers } from '../handlers.ts'
import { standardLog } from '../outbound/log.ts'
import { parsePools } from '../verify/pools.ts'
import { createVerifier } from '../verify/verify.ts'
import { type Server, serveApp } from './serve.ts'

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535

const port = z.pipe(z.string().check(z.refine(isPort, 'must be a port: 0 to 65535')), z.transform(Number))

/**
 * The server speaks plain http, and tokens pass in it: only this machine may reach it, until an operator who has put
 * something with TLS in front says otherwise. An address and no name, which others could resolve.
 */
const address = 'must be an IP address, such as 127.0.0.1 (this machine alone) or 0.0.0.0 (all)'
const host = z._default(z.string().check(z.refine((text) => isIP(text) !== 0, address)), '127.0.0.1')

/**
 * Starts the server.
 *
 * @param compose makes the handlers of the services, all or some, from the environment
 * @param log where the decision lines go
 * @throws {ConfigurationError} for the first variable that is missing or invalid
 * @throws when the address or the port is not free
 * @example
 * const server = await startServer(contract, composeOrders, { ...process.env, PORT: '0' })
 * await server.close()
 */
export async function startServer<const C extends Contract>(
  contract: C,
  compose: (environment: Environment) => ServiceHandlers<C>,
  environment: Environment,
  log: Log = standardLog,
): Promise<Server> {
  const { PORT, HOST } = readEnvironment({ PORT: port, HOST: host }, environment)
  const verify = createVerifier(contract, parsePools(contract, environment['POOLS']))
  const app = createApp(contract, compose(environment), { verify, log })
  return serveApp(app, PORT, { hostname: HOST })
}

/** Why the start failed, for an operator: a sentence, no stack. */
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

/**
 * The server as a program: starts, says on standard error where it listens, and ends on SIGTERM or SIGINT when the running
 * requests are answered. A start that fails is one sentence and exit code 1.
 *
 * @example
 * await serveServices(contract, (environment) => ({ ...composeOrders(environment), ...composeAccount(environment) }))
 */
export async function serveServices<const C extends Contract>(
  contract: C,
  compose: (environment: Environment) => ServiceHandlers<C>,
  environment: Environment = process.env,
  log?: Log,
): Promise<void> {
  try {
    const server = await startServer(contract, compose, environment, log)
    process.stderr.write(`Scopegate listens on port ${server.port}\n`)
    const end = () => void server.close()
    process.once('SIGTERM', end).once('SIGINT', end)
  } catch (error) {
    process.stderr.write(`Scopegate cannot start: ${reasonOf(error)}\n`)
    process.exitCode = 1
  }
}
