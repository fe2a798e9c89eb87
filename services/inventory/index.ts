/** The inventory service: an organization's stock. */
import { createIdempotentExecution, documentClient, tablesOf } from '@scopegate/dynamo'
import type { Environment, HandlersOf } from '@scopegate/http'
import { contract } from '@scopegate/scopes/contract'
import { inventoryHandlers } from './handlers.ts'
import { createInventoryStore } from './store.ts'

/** @throws {ConfigurationError} for the first variable that is missing or wrong */
export function compose(
  environment: Environment,
  now: () => number = Date.now,
): HandlersOf<typeof contract, 'inventory'> {
  const tables = tablesOf(contract, 'inventory', environment)
  const client = documentClient(environment)
  return inventoryHandlers({
    inventory: createInventoryStore({ client, table: tables.inventory, now }),
    idempotently: createIdempotentExecution({ client, table: tables.idempotency, now }),
  })
}
