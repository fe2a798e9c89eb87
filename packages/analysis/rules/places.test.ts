import { expect, test } from 'vitest'
import { shop } from '../testing/shop.ts'
import { tokenRoomBytes } from '../token-size.ts'
import { changed, type Edit, edit } from './cases/case.ts'
import { contractCases, manyAddresses, manyClients, manyScopes } from './cases/contract.ts'
import { operationRowCases } from './cases/operation-rows.ts'
import { rowCases } from './cases/rows.ts'
import { judgeContract, judgeRows, rules, soundContract } from './index.ts'
import { levelOf, levelOfToken } from './quotas.ts'

function breachesOf(edits: readonly Edit[]) {
  const contract = changed(edits)
  const broken = judgeRows(rules, contract)
  return { contract, breaches: broken.length > 0 ? broken : judgeContract(rules, soundContract(contract)) }
}

test.each([...rowCases, ...operationRowCases, ...contractCases])(
  '$rule places its findings at rows and fields of the contract',
  (each) => {
    for (const edits of each.breaks) {
      const { contract, breaches } = breachesOf(edits)
      for (const { rule, place } of breaches.filter(({ rule }) => rule.id === each.rule)) {
        const path = place.in === 'contract' ? place.path : []
        // The last key may be the one that is missing.
        const row = path
          .slice(0, -1)
          .reduce<unknown>((node, key) => new Map(Object.entries(node ?? {})).get(key), contract)
        expect([rule.id, path.length > 0, typeof row]).toEqual([rule.id, true, 'object'])
      }
    }
  },
)

test.each([...rowCases, ...operationRowCases, ...contractCases])(
  '$rule says what is wrong and what to do in one sentence each',
  (each) => {
    for (const edits of each.breaks) {
      for (const { cause, fix } of breachesOf(edits).breaches) {
        expect(cause).toMatch(/^[A-Z`][^\n]*[^.\n]$/)
        expect(fix).toMatch(/^[A-Z][^\n]*[^.\n]$/)
      }
    }
  },
)

const placesOf = (id: string, edits: readonly Edit[]) =>
  breachesOf(edits)
    .breaches.filter(({ rule }) => rule.id === id)
    .map(({ place }) => (place.in === 'contract' ? place.path.join('.') : ''))

test('a quota is exceeded where it is used', () => {
  expect(placesOf('RS029', manyAddresses(101))).toEqual(['pools.shop.clients.web.redirectUris'])
  expect(placesOf('RS029', manyClients(48))).toEqual(['pools.shop'])
  expect(placesOf('RS029', manyScopes(101))).toEqual(['resourceServers.many', 'pools.shop.clients.web.scopes'])
})

const use = (used: number) => ({
  used,
  quota: 'q',
  what: 'things',
  where: 'here',
  limit: 50,
  adjustableTo: null,
  source: 'nowhere',
})

test('a quota is nearly used from four fifths on, and exceeded beyond its limit', () => {
  expect([39, 40, 50, 51].map((used) => levelOf(use(used)))).toEqual(['fine', 'near', 'near', 'exceeded'])
})

test('a token is nearly too long from four fifths of its room on, and too long beyond it', () => {
  const size = (bytes: number) => ({ pool: 'shop', client: 'web', role: 'clerk', bytes })
  const near = Math.ceil(tokenRoomBytes * 0.8)
  const levels = [near - 1, near, tokenRoomBytes, tokenRoomBytes + 1].map((bytes) => levelOfToken(size(bytes)))
  expect(levels).toEqual(['fine', 'near', 'near', 'exceeded'])
})

test('machines of a pool are judged apart from its people', () => {
  const machines = 'Machines of the pool `shop` may hold `write:stock`, and every operation that it opens refuses them'
  // The scope is its machine’s alone; a machine may hold no scope of people’s operations, which the rows’ rules tell.
  const { contract } = breachesOf(edit('operations.putStock.tenancy', 'none'))
  const sound = soundContract({
    ...contract,
    operations: { ...contract.operations, putStock: { ...operation('putStock'), callers: 'people' } },
  })
  const found = judgeContract(rules, sound).filter(({ rule }) => rule.id === 'RS025')
  expect(found.map(({ cause }) => cause)).toEqual([machines])
})

function operation(id: string) {
  const found = shop.operations[id]
  if (found === undefined) throw new Error(`There is no operation \`${id}\``)
  return found
}
