/**
 * Who a test calls as: a person of a pool with a role, or a machine.
 *
 * A principal is what exists *before* a token: the real trigger decides what its token may carry, so that a test
 * can ask for a scope but never give itself one.
 */
import { randomUUID } from 'node:crypto'
import { type Contract, clientKinds, indexOf, type ScopeOf } from '@scopegate/contract'

interface Common {
  readonly pool: string
  readonly client: string
  /** What the sign-in asks for; `undefined` asks for everything that the client may hold. */
  readonly scopes: readonly string[] | undefined
}

export interface PersonPrincipal extends Common {
  readonly kind: 'person'
  readonly sub: string
  readonly role: string
  readonly org: string | undefined
}

export interface MachinePrincipal extends Common {
  readonly kind: 'machine'
}

export type Principal = PersonPrincipal | MachinePrincipal

/** The names of a contract's pools. */
export type PoolNameOf<C extends Contract> = keyof C['pools'] & string

type ScopeIn<C extends Contract> = ScopeOf<C['resourceServers']>

/** Who signs in, and how. */
export interface PersonOptions<C extends Contract, P extends PoolNameOf<C>> {
  readonly pool: P
  readonly role: C['pools'][P]['roles'][number]
  /** Left out for a person who is in no organization. */
  readonly org?: string
  /** The pool's first client for people unless given. */
  readonly client?: keyof C['pools'][P]['clients'] & string
  /** The person's id; a new one for each principal unless given. */
  readonly sub?: string
  /** Ask for these only. */
  readonly scopes?: readonly ScopeIn<C>[]
}

/**
 * A person of a pool.
 *
 * @example
 * const owner = person(contract, { pool: 'staff', role: 'owner', org: 'org_north' })
 * await api.as(owner).get('/v1/orders')
 */
export function person<const C extends Contract, const P extends PoolNameOf<C>>(
  contract: C,
  { pool, role, org, client, sub = randomUUID(), scopes }: PersonOptions<C, P>,
): PersonPrincipal {
  const first = indexOf(contract).clients.find(
    (each) => each.pool === pool && clientKinds[each.kind].subject === 'person',
  )
  const name = client ?? first?.name
  if (name === undefined) throw new Error(`The pool \`${pool}\` has no client that signs people in`)
  return { kind: 'person', pool, client: name, sub, role, org, scopes }
}

type MachinesOf<Clients> = {
  [Name in keyof Clients & string]: Clients[Name] extends { readonly kind: 'machine' } ? Name : never
}[keyof Clients & string]

/** The names of a contract's machines. */
export type MachineNameOf<C extends Contract> = {
  [P in PoolNameOf<C>]: MachinesOf<C['pools'][P]['clients']>
}[PoolNameOf<C>]

/**
 * A machine, in the organization that the contract binds it to.
 *
 * @example
 * await api.as(machine(contract, 'north-warehouse')).get('/v1/orders')
 */
export function machine<const C extends Contract>(
  contract: C,
  client: MachineNameOf<C>,
  options: { readonly scopes?: readonly ScopeIn<C>[] } = {},
): MachinePrincipal {
  const entry = indexOf(contract).clientNamed(client)
  if (entry === undefined) throw new Error(`The contract has no client \`${client}\``)
  return { kind: 'machine', pool: entry.pool, client, scopes: options.scopes }
}
