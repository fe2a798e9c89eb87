/**
 * The contract in the middle of a safe change: everything of before and everything of after, so that nobody loses
 * anything while clients follow.
 */
import {
  addressesOf,
  type ClientSpec,
  type Contract,
  indexOf,
  type OperationSpec,
  type PoolSpec,
  type ResourceServerSpec,
  usesSignInPage,
} from '@scopegate/contract'
import { routeKey } from '../side.ts'

type Rows<Row> = Readonly<Record<string, Row>>
type Client = ClientSpec<string, string>
type Pool = PoolSpec<string, string>

const both = <T>(one: readonly T[], other: readonly T[]): readonly T[] => [...new Set([...one, ...other])]

function merged<Row>(before: Rows<Row>, after: Rows<Row>, merge: (was: Row, is: Row, name: string) => Row): Rows<Row> {
  const [old, young] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const rows = [...old].map(([name, row]): [string, Row] => {
    const other = young.get(name)
    return [name, other === undefined ? row : merge(row, other, name)]
  })
  const fresh = [...young].filter(([name]) => !old.has(name))
  return Object.fromEntries<Row>([...rows, ...fresh])
}

export function unionOf(before: Contract, after: Contract): Contract {
  const oldScopes = new Set(Object.values(before.resourceServers).flatMap(({ scopes }) => Object.keys(scopes)))
  const servers = merged(before.resourceServers, after.resourceServers, (was, is) => ({
    name: is.name,
    scopes: merged(was.scopes, is.scopes, (one, other) => ({ ...other, roles: both(one.roles, other.roles) })),
  }))
  return {
    ...after,
    roles: { ...before.roles, ...after.roles },
    resourceServers: withoutMoved(servers, before, oldScopes),
    pools: merged(before.pools, withoutMovedClients(before, after), (was, is) => poolOf(was, is, before, after)),
    operations: operationsOf(before, after),
  }
}

/** A scope that moved stays where it was: one name cannot stand in two resource servers. */
function withoutMoved(
  servers: Rows<ResourceServerSpec<string>>,
  before: Contract,
  oldScopes: ReadonlySet<string>,
): Rows<ResourceServerSpec<string>> {
  const rows = Object.entries(servers).map(([server, row]) => {
    const here = before.resourceServers[server]?.scopes ?? {}
    const kept = Object.entries(row.scopes).filter(([scope]) => Object.hasOwn(here, scope) || !oldScopes.has(scope))
    return [server, { ...row, scopes: Object.fromEntries(kept) }] as const
  })
  return Object.fromEntries(rows.filter(([, { scopes }]) => Object.keys(scopes).length > 0))
}

/** A client that moves stays where it was: one name cannot stand in two pools. */
function withoutMovedClients(before: Contract, after: Contract): Rows<Pool> {
  const homes = new Map(
    Object.entries(before.pools).flatMap(([pool, { clients }]) => Object.keys(clients).map((name) => [name, pool])),
  )
  return Object.fromEntries(
    Object.entries(after.pools).map(([pool, row]) => {
      const clients = Object.entries(row.clients).filter(([name]) => (homes.get(name) ?? pool) === pool)
      return [pool, { ...row, clients: Object.fromEntries(clients) }]
    }),
  )
}

function poolOf(was: Pool, is: Pool, before: Contract, after: Contract): Pool {
  return {
    ...was,
    description: is.description,
    roles: both(was.roles, is.roles),
    clients: merged(was.clients, is.clients, (old, young, name) =>
      clientOf(old, young, () => both(indexOf(before).scopesOfClient(name), indexOf(after).scopesOfClient(name))),
    ),
  }
}

/** Lifetimes, organization and kind stay as they were until the end: there is nothing between the two. */
function clientOf(was: Client, is: Client, scopes: () => readonly string[]): Client {
  if (was.kind === 'machine' || is.kind === 'machine') {
    return was.kind === 'machine' && is.kind === 'machine' ? { ...was, scopes: scopes() } : was
  }
  const follows = was.scopes === 'pool-roles' && is.scopes === 'pool-roles'
  const common = {
    scopes: follows ? ('pool-roles' as const) : scopes(),
    selfService: was.selfService || is.selfService,
  }
  if (!usesSignInPage(was) || !usesSignInPage(is)) return { ...was, ...common }
  const [before, after] = [addressesOf(was), addressesOf(is)]
  return {
    ...was,
    ...common,
    identityScopes: both(was.identityScopes, is.identityScopes),
    redirectUris: both(before.redirectUris, after.redirectUris),
    logoutUris: both(before.logoutUris, after.logoutUris),
  }
}

/** Those of before as they are, and those of after whose id and route are new. */
function operationsOf(before: Contract, after: Contract): Rows<OperationSpec> {
  const old = new Map(Object.entries(before.operations))
  const taken = new Set([...old.values()].map(routeKey))
  const fresh = Object.entries(after.operations).filter(([id, row]) => !old.has(id) && !taken.has(routeKey(row)))
  return fresh.length === 0 ? before.operations : Object.fromEntries([...old, ...fresh])
}

/** The same with the operations that stay taking their new scope. They go by their routes: an id may be another. */
export function switchedOf(union: Contract, after: Contract): Contract {
  const young = new Map(Object.values(after.operations).map((row) => [routeKey(row), row.access]))
  const rows = Object.entries(union.operations).map(([id, row]) => {
    const next = young.get(routeKey(row))
    // Only a token can carry both for a while: what comes open, or asks for a token only now, waits for the end.
    const switched = next?.kind === 'scope' && row.access.kind === 'scope' && next.scope !== row.access.scope
    return [id, switched ? { ...row, access: next } : row] as const
  })
  return { ...union, operations: Object.fromEntries(rows) }
}
