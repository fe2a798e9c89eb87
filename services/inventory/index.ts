/**
 * The inventory service: an organization's stock.
 *
 * @module
 */
export { composeInventory } from './compose.ts'
export { type InventoryDeps, inventoryHandlers } from './handlers.ts'
export type { Item } from './item.ts'
export { createInventoryStore, type InventoryStore, type InventoryStoreDeps } from './store.ts'
