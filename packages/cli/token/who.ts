/**
 * Whom `--as` names: `garage:owner@org_north` for a person, a client's name for a machine. The contract decides what
 * can be asked for; the running stack, who is there.
 */
import type { ClientKind, Contract } from '@scopegate/contract'
import type { StackClient, StackFile, StackUser } from '@scopegate/template'
import { chosen } from '../program/chosen.ts'
import { Failure } from '../program/failure.ts'

export interface Principal {
  readonly pool: string
  readonly client: { readonly name: string; readonly kind: ClientKind } & StackClient
  /** `undefined` for a machine. */
  readonly user: StackUser | undefined
}

const only = (what: string, name: string, known: Iterable<string>, where = ''): string => {
  chosen(what, [name], [...known], where)
  return name
}

export function principalOf(contract: Contract, stack: StackFile, as: string, client?: string): Principal {
  const machines = new Map(
    Object.entries(contract.pools).flatMap(([pool, { clients }]) =>
      Object.entries(clients).flatMap(([name, { kind }]) => (kind === 'machine' ? [[name, pool] as const] : [])),
    ),
  )
  const [, poolName, role, org] = /^([^:@]+):([^:@]+)(?:@(.+))?$/.exec(as) ?? []
  if (poolName === undefined || role === undefined) {
    const pool = machines.get(only('machine', as, machines.keys())) ?? ''
    if (client !== undefined && client !== as) {
      throw new Failure('A machine is its own client', `leave out \`--client\`, or give \`--as ${client}\``)
    }
    return { pool, client: { name: as, kind: 'machine', ...running(stack, as) }, user: undefined }
  }
  const pool = only('pool', poolName, Object.keys(contract.pools))
  const { roles = [], clients = {} } = contract.pools[pool] ?? {}
  only('role', role, roles, ` in the pool \`${pool}\``)
  const people = Object.entries(clients).flatMap(([name, { kind }]) => (kind === 'machine' ? [] : [{ name, kind }]))
  if (people.length === 0) {
    const names = Object.keys(clients).map((name) => `\`--as ${name}\``)
    throw new Failure(`Nobody signs in to the pool \`${pool}\`: it has machines only`, `give ${names.join(' or ')}`)
  }
  const names = people.map(({ name }) => name)
  const wanted = client === undefined ? names[0] : only('client', client, names, ` of people in the pool \`${pool}\``)
  const through = people.find(({ name }) => name === wanted)
  if (through === undefined) throw new Error('A client that was just found is gone')
  return { pool, client: { ...through, ...running(stack, through.name) }, user: userOf(stack, pool, role, org) }
}

/** The client as the stack runs it, which may have been started from another contract. */
function running(stack: StackFile, name: string): StackClient {
  const client = stack.clients[name]
  if (client !== undefined) return client
  throw new Failure(
    `The running local stack has no client \`${name}\`: it was started from another contract`,
    'stop the local stack and start it again',
  )
}

function userOf({ users }: StackFile, pool: string, role: string, org: string | undefined): StackUser {
  const fitting = users.filter((user) => user.pool === pool && user.role === role)
  const orgs = fitting.flatMap((user) => user.org ?? [])
  if (org !== undefined && orgs.length === 0 && fitting.length > 0) {
    throw new Failure(`People of the pool \`${pool}\` have no organization`, `give \`--as ${pool}:${role}\``)
  }
  if (org !== undefined) only('organization', org, orgs, ' in the local stack')
  const [user, ...others] = fitting.filter((each) => org === undefined || each.org === org)
  if (user === undefined) {
    throw new Failure(
      `The running local stack has no user with the role \`${role}\` in the pool \`${pool}\``,
      'stop the local stack and start it again: it was started from another contract',
    )
  }
  if (others.length === 0) return user
  const names = orgs.map((name) => `\`--as ${pool}:${role}@${name}\``)
  throw new Failure(`There is one \`${pool}:${role}\` in each organization`, `give ${names.join(' or ')}`)
}
