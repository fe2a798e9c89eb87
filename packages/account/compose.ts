/** The account service put together from its environment. */
import { documentClient } from '@scopegate/dynamo/client'
import { tablesOf } from '@scopegate/dynamo/tables'
import type { Environment } from '@scopegate/http/environment'
import { loadedOnce } from '@scopegate/http/outbound/once'
import { parsePools, type TrustedPools } from '@scopegate/http/verify/pools'
import type { AccountContract, AccountHandlers } from './contract.ts'
import { accountHandlers } from './handlers.ts'
import { createOrganizations, type FurtherTerms } from './organizations.ts'

export interface AccountOptions<T extends FurtherTerms> {
  /** What an organization is opened with besides its name; nothing unless given. */
  readonly terms?: T
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** The user pool's id is the last segment of its issuer's address, for both kinds of issuer (aws-facts §A.1). */
function poolIdOf(pools: TrustedPools, pool: string): string {
  const id = pools
    .find((trusted) => trusted.pool === pool)
    ?.issuer.split('/')
    .at(-1)
  if (id === undefined) throw new Error(`No caller can come from the pool \`${pool}\`: it is not trusted`)
  return id
}

/**
 * The handlers of the account service.
 *
 * @example
 * export const compose = (environment: Environment) =>
 *   composeAccount(contract, environment, { terms: { country: z.enum(['DE', 'FR']) } })
 * @throws {ConfigurationError} for the first variable that is missing or wrong.
 */
export function composeAccount<
  const C extends AccountContract,
  // oxlint-disable-next-line typescript/no-generated-empty-object-type -- no further terms are meant
  const T extends FurtherTerms = Readonly<Record<never, never>>,
>(contract: C, environment: Environment, { terms, now = Date.now }: AccountOptions<T> = {}): AccountHandlers<C> {
  const pools = parsePools(contract, environment['POOLS'])
  const { organizations: table } = tablesOf(contract, 'account', environment)
  const client = documentClient(environment)
  // Loaded when somebody asks who they are: no other operation needs Cognito's client.
  const profiles = loadedOnce(async () => {
    const { createCognitoClient, createProfiles } = await import('./profiles.ts')
    return createProfiles({ client: createCognitoClient(), poolId: (pool) => poolIdOf(pools, pool) })
  })
  return accountHandlers(contract, {
    // The cast is safe: `T` is the empty table unless `terms` is given.
    organizations: createOrganizations({ client, table, terms: terms ?? ({} as T), now }),
    findProfile: async (pool, sub) => (await profiles())(pool, sub),
    now,
  })
}
