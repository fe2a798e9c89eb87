/** The tables of a service, as its row in the contract says and its environment names them. */
import { type Contract, tableVariable } from '@scopegate/contract'
import { type Environment, readEnvironment } from '@scopegate/http/environment'
import * as z from 'zod/mini'

/** A DynamoDB table's name. */
export const tableName = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_.-]{3,255}$/, 'must be 3 to 255 letters, digits and `_.-`'))

/** The tables that the row of a service names. */
export type TableOf<C extends Contract, S extends keyof C['services']> = keyof NonNullable<C['services'][S]['tables']> &
  string

/**
 * The names of the service's tables in the database: each from the variable that `tableVariable` makes of its name.
 *
 * @example
 * const tables = tablesOf(contract, 'orders', process.env)
 * tables.orders // what `ORDERS_TABLE` says
 * @throws {ConfigurationError} naming the first variable that is missing or wrong
 */
export function tablesOf<C extends Contract, S extends keyof C['services'] & string>(
  contract: C,
  service: S,
  environment: Environment,
): { readonly [Table in TableOf<C, S>]: string } {
  const names = Object.keys(contract.services[service]?.tables ?? {})
  const settings = Object.fromEntries(names.map((name) => [tableVariable(name), tableName]))
  const values = readEnvironment(settings, environment)
  // The cast is safe: one entry for each table of the row.
  return Object.fromEntries(names.map((name) => [name, values[tableVariable(name)]])) as {
    readonly [Table in TableOf<C, S>]: string
  }
}
