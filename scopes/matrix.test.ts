import { expect, test } from 'vitest'
import { pools } from './catalog.ts'
import { type Contract, contract } from './contract.ts'
import { isExposed } from './exposure.ts'
import { effectiveScopes } from './grants.ts'
import { exposes, namedScopes, scopesByPool } from './holders.ts'
import { allClients, allPools, allScopes, poolNamed, scopesOfClient, scopesOfRole } from './lookup.ts'
import { type MatrixFilter, matrixOf } from './matrix.ts'
import { operationIds, operations } from './operations.ts'

test('matrixOf() says of everyone and every operation what the catalog’s own lookup says', () => {
  const matrix = matrixOf(contract)
  const expected = operationIds.map((id) => {
    const operation = operations[id]
    const scope = operation.access.kind === 'scope' ? operation.access.scope : undefined
    return allClients.flatMap((client) =>
      (client.kind === 'machine' ? [client.role] : poolNamed(client.pool).roles).map((role) => {
        const held = effectiveScopes({
          requested: 'as-allowed',
          client: scopesOfClient(client),
          role: client.kind === 'machine' ? 'unlimited' : scopesOfRole(role),
        })
        const may = scope === undefined || held.includes(scope) ? 'yes' : 'no'
        return [client.name, role, isExposed(operation, client.pool) ? may : 'absent']
      }),
    )
  })
  const observed = matrix.rows.map(({ cells }) =>
    allClients.flatMap((client) =>
      matrix.columns
        .filter(({ clients }) => clients.includes(client.name))
        .map(({ name, role }) => [client.name, role, cells[name]]),
    ),
  )
  expect(observed).toEqual(expected)
})

test('exposes() agrees with the catalog’s exposure', () => {
  const byPool = scopesByPool(contract)
  const pairs = allPools.flatMap((pool) => operationIds.map((id) => [pool, id] as const))
  expect(pairs.map(([pool, id]) => exposes(byPool.get(pool), operations[id]))).toEqual(
    pairs.map(([pool, id]) => isExposed(operations[id], pool)),
  )
})

test('namedScopes() names every scope as the catalog’s lookup does', () => {
  expect(namedScopes(contract)).toEqual(
    allScopes.map(({ scope, wire, resourceServer, roles }) => ({ scope, wire, resourceServer, roles })),
  )
})

const shape = (filter: MatrixFilter) => {
  const { columns, rows } = matrixOf(contract, filter)
  return [columns.map(({ name }) => name), rows.map(({ operation }) => operation)]
}

test.each<[string, MatrixFilter, string[], string[]]>([
  [
    'a scope',
    { scopes: ['read:wallet'], clients: ['globex-kiosk'] },
    ['globex-kiosk'],
    ['getWallet', 'listWalletEntries'],
  ],
  ['an operation', { operations: ['getProfile'], roles: ['support'] }, ['admin:support'], ['getProfile']],
  [
    'a role that only machines have',
    { roles: ['partner'], operations: ['getAccess'] },
    ['acme-fulfilment', 'globex-kiosk'],
    ['getAccess'],
  ],
  [
    'a client of people',
    { clients: ['merchant-app'], operations: ['getAccess'] },
    ['merchant:owner', 'merchant:staff', 'merchant:viewer'],
    ['getAccess'],
  ],
  [
    'two roles',
    { roles: ['owner', 'viewer'], operations: ['openOrg'] },
    ['merchant:owner', 'merchant:viewer'],
    ['openOrg'],
  ],
  ['a name that nobody has', { roles: ['nobody'], operations: ['openOrg'] }, [], ['openOrg']],
])('matrixOf() shows only %s', (_, filter, columns, rows) => {
  expect(shape(filter)).toEqual([columns, rows])
})

test('clients through which a role may do different things have a column each', () => {
  const app = { ...pools.merchant.clients['merchant-app'], scopes: ['read:access'] }
  const narrow: Contract = {
    ...contract,
    pools: { ...pools, merchant: { ...pools.merchant, clients: { ...pools.merchant.clients, 'merchant-app': app } } },
  }
  const { columns, rows } = matrixOf(narrow, { roles: ['owner'], operations: ['getWallet'] })
  expect(columns.map(({ name, clients }) => [name, clients])).toEqual([
    ['merchant:owner/merchant-web', ['merchant-web']],
    ['merchant:owner/merchant-app', ['merchant-app']],
  ])
  expect(rows[0]?.cells).toEqual({ 'merchant:owner/merchant-web': 'yes', 'merchant:owner/merchant-app': 'no' })
})

test('a contract whose names refer to nothing has a matrix all the same', () => {
  const empty: Contract = { resourceServers: {}, roles: {}, pools: {}, operations: contract.operations }
  const { columns, rows } = matrixOf(empty)
  expect([columns, rows.length]).toEqual([[], operationIds.length])
})
