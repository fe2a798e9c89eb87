/**
 * The inventory service put together from its environment.
 *
 * @module
 */
import { createDocumentClient } from '../dynamo/client.ts'
import { endpoint, tableName } from '../dynamo/settings.ts'
import { readEnvironment } from '../http/environment.ts'
import type { HandlersOf } from '../http/handlers.ts'
import { createOnce } from '../idempotency/once.ts'
import { createLanes } from '../outbound/lanes.ts'
import { inventoryHandlers } from './handlers.ts'
import { createInventoryStore } from './store.ts'

const settings = { INVENTORY_TABLE: tableName, IDEMPOTENCY_TABLE: tableName, DYNAMODB_ENDPOINT: endpoint } as const

/** @throws {ConfigurationError} for the first variable that is missing or wrong. */
export function composeInventory(variables: NodeJS.ProcessEnv, now: () => number = Date.now): HandlersOf<'inventory'> {
  const { INVENTORY_TABLE, IDEMPOTENCY_TABLE, DYNAMODB_ENDPOINT } = readEnvironment(settings, variables)
  const client = createDocumentClient({ endpoint: DYNAMODB_ENDPOINT })
  return inventoryHandlers({
    inventory: createInventoryStore({ client, table: INVENTORY_TABLE, now }),
    once: createOnce({ client, table: IDEMPOTENCY_TABLE, lanes: createLanes(), now }),
  })
}
