/** The trigger's environment, checked once at start. */
import type { Contract } from '@scopegate/contract'
import * as z from 'zod/mini'

/** What a deployment gives the trigger. */
export interface Environment {
  /** `POOL`: the contract's name of the pool that this function serves. */
  readonly pool: string
  /** `CLIENT_DIRECTORY_PARAMETER`: the name of the SSM parameter that holds the pool's client ids. */
  readonly clientDirectoryParameter: string
}

const parameterError = 'must name an SSM parameter, such as /orders/staff/clients'

const variablesOf = (pools: readonly string[]) =>
  z.object({
    POOL: z.enum(pools, { error: `must name a pool of the contract: ${pools.join(', ')}` }),
    CLIENT_DIRECTORY_PARAMETER: z
      .string({ error: parameterError })
      .check(z.regex(/^[\w.\-/]{1,1011}$/, { error: parameterError })),
  })

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
  const result = variablesOf(Object.keys(pools)).safeParse(variables)
  if (result.success) {
    return { pool: result.data.POOL, clientDirectoryParameter: result.data.CLIENT_DIRECTORY_PARAMETER }
  }
  const [first] = result.error.issues
  throw new Error(`Environment variable \`${first?.path.join('.') ?? ''}\` ${first?.message ?? 'is wrong'}`)
}
