/**
 * The account service put together from its environment.
 *
 * @module
 */
import type { PoolName } from '@scopegate/scopes/catalog'
import type { HandlersOf } from '../http/handlers.ts'
import { parsePools, type TrustedPools } from '../http/pools.ts'
import { accountHandlers } from './handlers.ts'
import { createCognitoClient, createProfiles } from './profiles.ts'

/** The user pool's id is the last segment of its issuer's address, for both kinds of issuer (aws-facts §A.1). */
function poolIdOf(pools: TrustedPools, pool: PoolName): string {
  const id = pools
    .find((trusted) => trusted.pool === pool)
    ?.issuer.split('/')
    .at(-1)
  if (id === undefined) throw new Error(`No caller can come from the pool \`${pool}\`: it is not trusted`)
  return id
}

/** @throws {ConfigurationError} for the first variable that is missing or wrong. */
export function composeAccount(variables: NodeJS.ProcessEnv, now: () => number = Date.now): HandlersOf<'account'> {
  const pools = parsePools(variables['POOLS'])
  const findProfile = createProfiles({ client: createCognitoClient(), poolId: (pool) => poolIdOf(pools, pool) })
  return accountHandlers({ findProfile, now })
}
