/**
 * The account service put together from its environment.
 *
 * @module
 */

import type { Environment } from '@scopegate/http/environment'
import type { HandlersOf } from '@scopegate/http/handlers'
import { parsePools, type TrustedPools } from '@scopegate/http/verify/pools'
import { contract } from '@scopegate/scopes/contract'
import { accountHandlers } from './handlers.ts'
import { createCognitoClient, createProfiles } from './profiles.ts'

/** The user pool's id is the last segment of its issuer's address, for both kinds of issuer (aws-facts §A.1). */
function poolIdOf(pools: TrustedPools, pool: string): string {
  const id = pools
    .find((trusted) => trusted.pool === pool)
    ?.issuer.split('/')
    .at(-1)
  if (id === undefined) throw new Error(`No caller can come from the pool \`${pool}\`: it is not trusted`)
  return id
}

/** @throws {ConfigurationError} for the first variable that is missing or wrong. */
export function composeAccount(
  variables: Environment,
  now: () => number = Date.now,
): HandlersOf<typeof contract, 'account'> {
  const pools = parsePools(contract, variables['POOLS'])
  const findProfile = createProfiles({ client: createCognitoClient(), poolId: (pool) => poolIdOf(pools, pool) })
  return accountHandlers({ findProfile, now })
}
