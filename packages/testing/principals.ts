/**
 * Who a test calls as: a person of a pool with a role, an operator, or a partner's machine.
 *
 * A principal is what exists *before* a token: the real trigger decides what its token may carry, so that a test
 * can ask for a scope but never give itself one.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { ClientName, PoolName, pools, Role, Scope } from '@scopegate/scopes/catalog'

type RoleOf<P extends PoolName> = (typeof pools)[P]['roles'][number]

/** The catalog's machines. */
export type MachineName = keyof (typeof pools)['partner']['clients']

export interface PersonPrincipal {
  readonly kind: 'person'
  readonly pool: PoolName
  readonly client: ClientName
  readonly sub: string
  readonly role: Role
  readonly org: string | undefined
  /** What the sign-in asks for; `undefined` asks for everything that the client may hold. */
  readonly scopes: readonly Scope[] | undefined
}

export interface MachinePrincipal {
  readonly kind: 'machine'
  readonly pool: PoolName
  readonly client: ClientName
  readonly scopes: readonly Scope[] | undefined
}

export type Principal = PersonPrincipal | MachinePrincipal

interface UserOptions {
  readonly role: RoleOf<'merchant'>
  readonly org: string
  /** The person's id; a new one for each principal unless given. */
  readonly sub?: string
  readonly client?: keyof (typeof pools)['merchant']['clients']
  /** Ask for these only. */
  readonly scopes?: readonly Scope[]
}

/** A merchant's person. */
export const user = ({
  role,
  org,
  sub = randomUUID(),
  client = 'merchant-web',
  scopes,
}: UserOptions): PersonPrincipal => ({
  kind: 'person',
  pool: 'merchant',
  client,
  sub,
  role,
  org,
  scopes,
})

interface OperatorOptions {
  readonly role?: RoleOf<'admin'>
  readonly sub?: string
  readonly scopes?: readonly Scope[]
}

/** A person of the operator's staff. */
export const operator = ({ role = 'operator', sub = randomUUID(), scopes }: OperatorOptions = {}): PersonPrincipal => ({
  kind: 'person',
  pool: 'admin',
  client: 'admin-portal',
  sub,
  role,
  org: undefined,
  scopes,
})

/** A partner's machine, in the organization that the catalog binds it to. */
export const machine = (
  client: MachineName,
  options: { readonly scopes?: readonly Scope[] } = {},
): MachinePrincipal => ({
  kind: 'machine',
  pool: 'partner',
  client,
  scopes: options.scopes,
})
