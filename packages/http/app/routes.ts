/** The contract's operations as routes. */
import { type Contract, indexOf, type NamedOperation } from '@scopegate/contract'

/** `/v1/orders/{id}` as Hono writes it: `/v1/orders/:id`. */
export const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** Sorts a parameter behind everything that is spelled out. */
const rank = ({ operation }: NamedOperation): string => operation.path.replaceAll(/\{\w+\}/g, '￿')

/**
 * Spelled-out segments before parameters, as API Gateway matches them (aws-facts §E.4); Hono takes the first that fits.
 * Otherwise one day the two gates would run different operations for the same path.
 */
export const inMatchingOrder = (routes: readonly NamedOperation[]): readonly NamedOperation[] =>
  routes.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))

/** The methods of each path, for `Allow` (RFC 9110 §10.2.1). `HEAD` comes with `GET`. */
export function methodsByPath(routes: readonly NamedOperation[]): ReadonlyMap<string, readonly string[]> {
  const methods = Map.groupBy(routes, ({ operation }) => operation.path)
  return new Map(
    [...methods].map(([path, group]) => [
      path,
      group.flatMap(({ operation: { method } }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
    ]),
  )
}

/** @throws Error for an operation that the contract does not have: a guard without one would guard nothing */
export function operationNamed(contract: Contract, id: string): NamedOperation {
  const found = indexOf(contract).operations.find((operation) => operation.id === id)
  if (found === undefined) throw new Error(`The contract has no operation \`${id}\``)
  return found
}
