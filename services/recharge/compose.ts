/**
 * The recharge service put together from its environment.
 *
 * @module
 */
import { createDocumentClient } from '@scopegate/dynamo/client'
import { createOnce } from '@scopegate/dynamo/idempotency/once'
import { endpoint, tableName } from '@scopegate/dynamo/settings'
import { type Environment, readEnvironment } from '@scopegate/http/environment'
import type { HandlersOf } from '@scopegate/http/handlers'
import { createLanes } from '@scopegate/http/outbound/keyed-mutex'
import type { contract } from '@scopegate/scopes/contract'
import { rechargeHandlers } from './handlers.ts'
import { createRechargeStore } from './recharges.ts'
import { createWalletStore } from './wallets.ts'

const settings = {
  WALLETS_TABLE: tableName,
  RECHARGES_TABLE: tableName,
  IDEMPOTENCY_TABLE: tableName,
  DYNAMODB_ENDPOINT: endpoint,
} as const

/** @throws {ConfigurationError} for the first variable that is missing or wrong. */
export function composeRecharge(
  variables: Environment,
  now: () => number = Date.now,
): HandlersOf<typeof contract, 'recharge'> {
  const environment = readEnvironment(settings, variables)
  const client = createDocumentClient({ endpoint: environment.DYNAMODB_ENDPOINT })
  return rechargeHandlers({
    wallets: createWalletStore({ client, table: environment.WALLETS_TABLE, now }),
    recharges: createRechargeStore({ client, table: environment.RECHARGES_TABLE, now }),
    once: createOnce({ client, table: environment.IDEMPOTENCY_TABLE, lanes: createLanes(), now }),
  })
}
