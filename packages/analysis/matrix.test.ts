import { type Contract, clientKinds } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { type MatrixFilter, matrixOf } from './matrix.ts'

const fleet: Contract = contract
const scopes = Object.values(fleet.resourceServers).flatMap((server) => Object.entries(server.scopes))
const mayHold = (role: string, scope: string) =>
  scopes.some(([name, { roles }]) => name === scope && roles.includes(role))

/** Whether a token of the client and role may carry the scope: stated a second time, row by row. */
function carries(pool: string, client: string, role: string, scope: string): boolean {
  const row = fleet.pools[pool]?.clients[client]
  if (row === undefined) return false
  const byRole = clientKinds[row.kind].subject === 'machine' || mayHold(role, scope)
  return byRole && (row.scopes === 'pool-roles' || row.scopes.includes(scope))
}

/** Whether the pool’s API carries an operation that the scope opens. */
const isHeldIn = (pool: string, scope: string) =>
  Object.values(fleet.pools[pool]?.clients ?? {}).some(({ scopes: listed }) =>
    listed === 'pool-roles'
      ? fleet.pools[pool]?.roles.some((role) => mayHold(role, scope)) === true
      : listed.includes(scope),
  )

test('matrixOf() says of everyone and every operation what the rows say one by one', () => {
  const { columns, rows } = matrixOf(contract)
  const everyone = Object.entries(fleet.pools).flatMap(([pool, { roles, clients }]) =>
    Object.entries(clients).flatMap(([client, row]) =>
      (row.kind === 'machine' ? [row.role] : roles).map((role) => ({ pool, client, role })),
    ),
  )
  const expected = Object.entries(fleet.operations).flatMap(([id, { access }]) =>
    everyone.map(({ pool, client, role }) => {
      const isThere = access.kind === 'public' ? access.gateway.exposed : isHeldIn(pool, access.scope)
      const may = access.kind === 'public' || carries(pool, client, role, access.scope)
      return [id, client, role, isThere ? (may ? 'yes' : 'no') : 'absent']
    }),
  )
  const observed = rows.flatMap(({ operation, cells }) =>
    everyone.flatMap(({ pool, client, role }) =>
      columns
        .filter((column) => column.pool === pool && column.role === role && column.clients.includes(client))
        .map(({ name }) => [operation, client, role, cells[name]]),
    ),
  )
  expect(observed).toEqual(expected)
})

const shape = (filter: MatrixFilter) => {
  const { columns, rows } = matrixOf(contract, filter)
  return [columns.map(({ name }) => name), rows.map(({ operation }) => operation)]
}

test.each<[string, MatrixFilter, string[], string[]]>([
  [
    'a scope',
    { scopes: ['read:deposit'], clients: ['south-kiosk'] },
    ['south-kiosk'],
    ['getDeposit', 'listDepositEntries'],
  ],
  ['an operation', { operations: ['getProfile'], roles: ['support'] }, ['admin:support'], ['getProfile']],
  [
    'a role that only machines have',
    { roles: ['partner'], operations: ['getAccess'] },
    ['north-fulfilment', 'south-kiosk'],
    ['getAccess'],
  ],
  [
    'a client of people',
    { clients: ['garage-app'], operations: ['getAccess'] },
    ['garage:owner', 'garage:staff', 'garage:viewer'],
    ['getAccess'],
  ],
  [
    'two roles',
    { roles: ['owner', 'viewer'], operations: ['openOrg'] },
    ['garage:owner', 'garage:viewer'],
    ['openOrg'],
  ],
  ['a name that nobody has', { roles: ['nobody'], operations: ['openOrg'] }, [], ['openOrg']],
])('matrixOf() shows only %s', (_, filter, columns, rows) => {
  expect(shape(filter)).toEqual([columns, rows])
})

/** The contract with other scopes for the garages’ clients. */
function withScopes(web: readonly string[] | 'pool-roles', app: readonly string[]): Contract {
  const { clients } = contract.pools.garage
  const changed = {
    'garage-web': { ...clients['garage-web'], scopes: web },
    'garage-app': { ...clients['garage-app'], scopes: app },
  }
  return { ...contract, pools: { ...contract.pools, garage: { ...contract.pools.garage, clients: changed } } }
}

test.each<[string, Parameters<typeof withScopes>, string[]]>([
  ['more than the other', ['pool-roles', ['read:access']], ['yes', 'no']],
  ['as many other things', [['read:deposit'], ['read:access']], ['yes', 'no']],
])('clients of which one may do %s have a column each', (_, scopes, cells) => {
  const { columns, rows } = matrixOf(withScopes(...scopes), { roles: ['owner'], operations: ['getDeposit'] })
  expect(columns.map(({ name, clients }) => [name, clients])).toEqual([
    ['garage:owner/garage-web', ['garage-web']],
    ['garage:owner/garage-app', ['garage-app']],
  ])
  expect(Object.values(rows[0]?.cells ?? {})).toEqual(cells)
})

test('clients with the same scopes in another order share a column', () => {
  const same = withScopes(['read:deposit', 'read:access'], ['read:access', 'read:deposit'])
  expect(matrixOf(same, { roles: ['owner'] }).columns.map(({ name }) => name)).toEqual(['garage:owner'])
})

test('a contract whose names refer to nothing has a matrix all the same', () => {
  const empty: Contract = { ...contract, resourceServers: {}, roles: {}, pools: {}, operations: contract.operations }
  const { columns, rows } = matrixOf(empty)
  expect([columns, rows.length]).toEqual([[], Object.keys(contract.operations).length])
})
