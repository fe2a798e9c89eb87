/**
 * The tables of a contract as maps.
 *
 * JavaScript keeps an object of more than about a thousand keys in another form, in which listing its entries costs
 * hundreds of times more for ten times the keys. So each table is listed once.
 *
 * @module
 */
import { memoize } from './memoize.ts'

const listed = memoize((table: object): ReadonlyMap<string, unknown> => new Map(Object.entries(table)))

/** The rows by name, in the table’s order. Own rows only: a name such as `constructor` is a name. */
export const rowsOf = <Row>(table: Readonly<Record<string, Row>>): ReadonlyMap<string, Row> =>
  // The cast is safe: the map was made from this very table.
  listed(table) as ReadonlyMap<string, Row>
