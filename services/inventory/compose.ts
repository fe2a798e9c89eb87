/**
 * The inventory service put together from its environment.
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
import { inventoryHandlers } from './handlers.ts'
import { createInventoryStore } from './store.ts'

const settings = { INVENTORY_TABLE: tableName, IDEMPOTENCY_TABLE: tableName, DYNAMODB_ENDPOINT: endpoint } as const

/** @throws {ConfigurationError} for the first variable that is missing or wrong. */
export function composeInventory(
  variables: Environment,
  now: () => number = Date.now,
): HandlersOf<typeof contract, 'inventory'> {
  const { INVENTORY_TABLE, IDEMPOTENCY_TABLE, DYNAMODB_ENDPOINT } = readEnvironment(settings, variables)
  const client = createDocumentClient({ endpoint: DYNAMODB_ENDPOINT })
  return inventoryHandlers({
    inventory: createInventoryStore({ client, table: INVENTORY_TABLE, now }),
    once: createOnce({ client, table: IDEMPOTENCY_TABLE, lanes: createLanes(), now }),
  })
}
