/**
 * The trigger's environment, checked once at start.
 *
 * @module
 */
import type { PoolName } from '@scopegate/scopes/catalog'
import { allPools } from '@scopegate/scopes/lookup'
import * as z from 'zod/mini'

/** What a deployment tells the trigger. */
export interface Environment {
  /** `POOL`: the catalog's name of the pool that this function serves. */
  readonly pool: PoolName
  /** `CLIENT_DIRECTORY_PARAMETER`: the name of the SSM parameter that holds the pool's client ids. */
  readonly clientDirectoryParameter: string
}

const Variables = z.object({
  POOL: z.enum(allPools, { error: `must name a pool of the catalog: ${allPools.join(', ')}` }),
  CLIENT_DIRECTORY_PARAMETER: z
    .string({ error: 'must name an SSM parameter, such as /scopegate/merchant/clients' })
    .check(z.regex(/^[\w.\-/]{1,1011}$/, { error: 'must name an SSM parameter, such as /scopegate/merchant/clients' })),
})

/**
 * Reads the environment.
 *
 * @throws {Error} that names the first variable that is missing or wrong, and never its value. At start, so that a wrong
 *   deployment fails before it serves anyone.
 */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const result = Variables.safeParse(variables)
  if (result.success) {
    return { pool: result.data.POOL, clientDirectoryParameter: result.data.CLIENT_DIRECTORY_PARAMETER }
  }
  const [first] = result.error.issues
  throw new Error(`Environment variable \`${first?.path.join('.') ?? ''}\` ${first?.message ?? 'is wrong'}`)
}
