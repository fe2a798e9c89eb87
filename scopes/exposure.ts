/**
 * Which operations each pool's API exposes: exactly those whose scope some client of the pool may hold.
 * Derived, never listed, so that an operation nobody can call is not reachable either.
 *
 * @module
 */
import type { PoolName } from './catalog.ts'
import { allClients, scopesOfClient } from './lookup.ts'
import { type Operation, type OperationId, operationIds, operations } from './operations.ts'

/** Whether the pool's API carries the operation. */
export function isExposed(operation: Operation, pool: PoolName): boolean {
  const { access } = operation
  switch (access.kind) {
    case 'public':
      return access.gateway.exposed
    case 'scope':
      return allClients.some((client) => client.pool === pool && scopesOfClient(client).includes(access.scope))
  }
}

/** The operations of a pool's API, in the contract's order. */
export const operationsOf = (pool: PoolName): readonly OperationId[] =>
  operationIds.filter((id) => isExposed(operations[id], pool))
