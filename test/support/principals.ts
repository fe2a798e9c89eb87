/**
 * Who calls in the tests of this system, by its own names: a merchant's person, operator staff, a partner's machine.
 */
import type { ScopeOf } from '@scopegate/contract'
import { contract } from '@scopegate/scopes/contract'
import * as kit from '@scopegate/testing'

export { type Principal, type TestApi, type TestCaller } from '@scopegate/testing'

type Pools = typeof contract.pools
type Scopes = readonly ScopeOf<typeof contract.resourceServers>[]

/** The partners' machines. */
export type MachineName = kit.MachineNameOf<typeof contract>

interface UserOptions {
  readonly role: Pools['merchant']['roles'][number]
  readonly org: string
  readonly sub?: string
  readonly client?: keyof Pools['merchant']['clients']
  readonly scopes?: Scopes
}

/** A merchant's person. */
export const user = (options: UserOptions) => kit.person(contract, { pool: 'merchant', ...options })

interface OperatorOptions {
  readonly role?: Pools['admin']['roles'][number]
  readonly sub?: string
  readonly scopes?: Scopes
}

/** A person of the operator's staff. */
export const operator = ({ role = 'operator', ...options }: OperatorOptions = {}) =>
  kit.person(contract, { pool: 'admin', role, ...options })

/** A partner's machine. */
export const machine = (name: MachineName, options?: { readonly scopes?: Scopes }) =>
  kit.machine(contract, name, options)

export const mint = (principal: kit.Principal, options?: kit.MintOptions) => kit.mint(contract, principal, options)

export const testApi = (handlers: Parameters<typeof kit.testApi<typeof contract>>[1], now?: () => number) =>
  kit.testApi(contract, handlers, now)

export const testIssuers = () => kit.testIssuers(contract)
