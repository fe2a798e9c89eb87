/**
 * The whole contract as one value of a general type, for code that compares contracts or judges one that is not ours:
 * the rules, the matrix, the plan. Code that serves requests uses the literal types of `catalog.ts` instead.
 *
 * @module
 */
import { pools, resourceServers, roles } from './catalog.ts'
import { type Operation, operations } from './operations.ts'
import type { PoolSpec, ResourceServerSpec, RoleSpec } from './shape.ts'

/** An operation whose scope is any text. */
export interface ContractOperation extends Omit<Operation, 'access' | 'service' | 'method'> {
  readonly service: string
  readonly method: string
  readonly access:
    | { readonly kind: 'scope'; readonly scope: string }
    | Extract<Operation['access'], { readonly kind: 'public' }>
}

/** Any contract: names are plain text, and nothing says that they refer to something that exists. */
export interface Contract {
  readonly resourceServers: Readonly<Record<string, ResourceServerSpec<string>>>
  readonly roles: Readonly<Record<string, RoleSpec>>
  readonly pools: Readonly<Record<string, PoolSpec<string, string>>>
  readonly operations: Readonly<Record<string, ContractOperation>>
}

/** The contract of this working tree. */
export const contract: Contract = { resourceServers, roles, pools, operations }
