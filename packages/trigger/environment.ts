/** The trigger's environment, checked once at start. */
import type { Contract } from '@scopegate/contract'
import { parseDirectory } from './directory.ts'

/** What a deployment gives the trigger. */
export interface Environment {
  /** `POOL`: the contract's name of the pool that this function serves. */
  readonly pool: string
  /** `CLIENT_DIRECTORY`: client id → client name; or `CLIENT_DIRECTORY_PARAMETER`: the SSM parameter that says so. */
  readonly directory: ReadonlyMap<string, string> | string
}

/**
 * Reads the environment.
 *
 * @throws {Error} that names the first variable that is missing or wrong, and never its value. At start, so that a wrong
 *   deployment fails before it serves anyone.
 */
export function parseEnvironment(
  { pools }: Contract,
  variables: Readonly<Record<string, string | undefined>>,
): Environment {
  const { POOL: pool = '', CLIENT_DIRECTORY: text, CLIENT_DIRECTORY_PARAMETER: parameter } = variables
  if (!Object.hasOwn(pools, pool)) {
    throw wrong('POOL', `must name a pool of the contract: ${Object.keys(pools).join(', ')}`)
  }
  if (parameter === undefined) {
    const read = parseDirectory(text)
    if ('fault' in read) throw wrong('CLIENT_DIRECTORY', read.fault)
    return { pool, directory: read.names }
  }
  // Of two directories one is old, and nobody can say which.
  if (text !== undefined) throw wrong('CLIENT_DIRECTORY', 'must not stand beside CLIENT_DIRECTORY_PARAMETER')
  if (/^[\w.\-/]{1,1011}$/.test(parameter)) return { pool, directory: parameter }
  throw wrong('CLIENT_DIRECTORY_PARAMETER', 'must name an SSM parameter, such as /orders/staff/clients')
}

const wrong = (name: string, what: string) => new Error(`Environment variable \`${name}\` ${what}`)
