/** Makes a contract of its tables and keeps every literal name. */
import type { Contract, Rows } from './contract.ts'
import type { ScopeOf } from './names.ts'
import type { OperationSpec } from './operation.ts'
import type { ProblemSpec } from './problem.ts'
import type { Allowance, ServiceSpec, TableSpec } from './service.ts'
import type { PoolSpec, ResourceServerSpec, RoleSpec } from './shape.ts'

/** A row that comes from elsewhere, such as `accountServices`, is not checked for names too many: this checks it. */
type WithoutForeignTables<V extends Rows<ServiceSpec>, T> = {
  readonly [S in keyof V]: {
    readonly tables?: Readonly<Record<Exclude<keyof NonNullable<V[S]['tables']>, keyof T>, never>>
  }
}

/**
 * Makes the contract. Nothing is checked here but by the compiler: a scope, a role, a table or a service that another row
 * names and that does not exist, and an operation without `access`, do not compile. `scopes check` judges the rest.
 *
 * @example
 * export const contract = defineContract({
 *   name: 'shop',
 *   problemTypes: 'https://shop.example/errors#',
 *   roles: { clerk: { description: 'Works in the shop' } },
 *   resourceServers: {
 *     orders: { name: 'Orders', scopes: { 'read:order': { description: 'See orders', risk: 'low', roles: ['clerk'] } } },
 *   },
 *   pools: { staff: { description: 'People of the shop', org: 'required', mfa: 'optional', roles: ['clerk'], clients: {} } },
 *   tables: { orders: { description: 'One row an order', partitionKey: 'org', sortKey: 'id' } },
 *   services: { orders: { description: 'Orders', tables: { orders: ['GetItem'] } } },
 *   operations: {
 *     getOrder: {
 *       service: 'orders',
 *       method: 'GET',
 *       path: '/v1/orders/{id}',
 *       summary: 'Get one order',
 *       access: requires('read:order'),
 *       tenancy: 'caller',
 *       callers: 'everyone',
 *     },
 *   },
 * })
 */
export function defineContract<
  const N extends string,
  const L extends Rows<RoleSpec>,
  const R extends Rows<ResourceServerSpec<string>>,
  const P extends Rows<PoolSpec<string, string>>,
  const T extends Rows<TableSpec>,
  const V extends Rows<ServiceSpec>,
  const O extends Rows<OperationSpec>,
  // oxlint-disable-next-line typescript/no-generated-empty-object-type -- a table without rows is meant
  const M extends Rows<ProblemSpec> = Readonly<Record<never, ProblemSpec>>,
>(tables: {
  readonly name: N
  readonly problemTypes: string
  readonly roles: L
  readonly resourceServers: R & Rows<ResourceServerSpec<NoInfer<keyof L & string>>>
  readonly pools: P & Rows<PoolSpec<NoInfer<ScopeOf<R>>, NoInfer<keyof L & string>>>
  readonly tables: T
  readonly services: V & Rows<ServiceSpec<NoInfer<keyof T & string>>> & WithoutForeignTables<NoInfer<V>, NoInfer<T>>
  readonly operations: O & Rows<OperationSpec<NoInfer<ScopeOf<R>>, NoInfer<keyof V & string>>>
  readonly problems?: M
  readonly allowed?: readonly Allowance[]
}): DefinedContract<N, L, R, P, T, V, O, M> {
  // The cast is safe: an absent table of problems is one without rows.
  return { ...tables, problems: tables.problems ?? ({} as M), allowed: tables.allowed ?? [] }
}

/** A contract whose names are literal. */
export interface DefinedContract<
  N extends string,
  L extends Rows<RoleSpec>,
  R extends Rows<ResourceServerSpec<string>>,
  P extends Rows<PoolSpec<string, string>>,
  T extends Rows<TableSpec>,
  V extends Rows<ServiceSpec>,
  O extends Rows<OperationSpec>,
  M extends Rows<ProblemSpec>,
> extends Contract {
  readonly name: N
  readonly roles: L
  readonly resourceServers: R
  readonly pools: P
  readonly tables: T
  readonly services: V
  readonly operations: O
  readonly problems: M
}
