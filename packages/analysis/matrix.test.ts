import type { Contract } from '@scopegate/contract/contract'
import { effectiveScopes } from '@scopegate/contract/grants'
import { exposes, namedScopes, scopesByPool } from '@scopegate/contract/holders'
import { pools } from '@scopegate/scopes/catalog'
import { contract } from '@scopegate/scopes/contract'
import { isExposed } from '@scopegate/scopes/exposure'
import { allClients, allPools, allScopes, poolNamed, scopesOfClient, scopesOfRole } from '@scopegate/scopes/lookup'
import { operationIds, operations } from '@scopegate/scopes/operations'
import { expect, test } from 'vitest'
import { type MatrixFilter, matrixOf } from './matrix.ts'

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

/** The contract with other scopes for the merchants’ clients. */
function withScopes(web: readonly string[] | 'pool-roles', app: readonly string[]): Contract {
  const { clients } = pools.merchant
  const changed = {
    'merchant-web': { ...clients['merchant-web'], scopes: web },
    'merchant-app': { ...clients['merchant-app'], scopes: app },
  }
  return { ...contract, pools: { ...pools, merchant: { ...pools.merchant, clients: changed } } }
}

test.each<[string, Parameters<typeof withScopes>, string[]]>([
  ['more than the other', ['pool-roles', ['read:access']], ['yes', 'no']],
  ['as many other things', [['read:wallet'], ['read:access']], ['yes', 'no']],
])('clients of which one may do %s have a column each', (_, scopes, cells) => {
  const { columns, rows } = matrixOf(withScopes(...scopes), { roles: ['owner'], operations: ['getWallet'] })
  expect(columns.map(({ name, clients }) => [name, clients])).toEqual([
    ['merchant:owner/merchant-web', ['merchant-web']],
    ['merchant:owner/merchant-app', ['merchant-app']],
  ])
  expect(Object.values(rows[0]?.cells ?? {})).toEqual(cells)
})

test('clients with the same scopes in another order share a column', () => {
  const same = withScopes(['read:wallet', 'read:access'], ['read:access', 'read:wallet'])
  expect(matrixOf(same, { roles: ['owner'] }).columns.map(({ name }) => name)).toEqual(['merchant:owner'])
})

test('a contract whose names refer to nothing has a matrix all the same', () => {
  const empty: Contract = { ...contract, resourceServers: {}, roles: {}, pools: {}, operations: contract.operations }
  const { columns, rows } = matrixOf(empty)
  expect([columns, rows.length]).toEqual([[], operationIds.length])
})
