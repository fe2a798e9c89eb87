/** Whatever two deployments look like: the same are the same, and no single change goes unseen. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { differences } from './compare.ts'
import type { DeployedClient, DeployedCors, DeployedPool, DeployedRoute, DeployedSystem } from './shape.ts'

// Among them what every object has: rows are found by name.
const name = fc.constantFrom('a', 'b', 'c', 'read:x', 'constructor', 'toString')
const names = fc.uniqueArray(name, { maxLength: 4 })
const rows = <Row>(row: fc.Arbitrary<Row>) => fc.dictionary(name, row, { maxKeys: 3 })
const seconds = fc.integer({ min: 300, max: 86_400 })

const client: fc.Arbitrary<DeployedClient> = fc.record({
  hasSecret: fc.boolean(),
  flows: names,
  scopes: names,
  authFlows: names,
  callbackUrls: names,
  logoutUrls: names,
  accessTokenSeconds: seconds,
  idTokenSeconds: seconds,
  refreshTokenSeconds: seconds,
  tokenRevocation: fc.boolean(),
  refreshGraceSeconds: fc.option(fc.constantFrom(0, 60), { nil: undefined }),
  writeAttributes: names,
})
const pool: fc.Arbitrary<DeployedPool> = fc.record({
  plan: fc.constantFrom('LITE', 'ESSENTIALS', 'PLUS'),
  triggerVersion: fc.constantFrom('V1_0', 'V3_0', undefined),
  mfa: fc.constantFrom('ON', 'OPTIONAL', 'OFF'),
  resourceServers: rows(fc.record({ name, scopes: rows(name) })),
  clients: rows(client),
})
const cors: fc.Arbitrary<DeployedCors> = fc.record({
  origins: names,
  methods: names,
  headers: names,
  credentials: fc.boolean(),
})
const route: fc.Arbitrary<DeployedRoute> = fc.record({
  authorization: fc.constantFrom('JWT', 'NONE', 'CUSTOM'),
  scopes: names,
  tokensOf: fc.constantFrom('a', 'unknown', undefined),
})
const system: fc.Arbitrary<DeployedSystem> = fc.record({
  pools: rows(pool),
  apis: rows(fc.record({ routes: rows(route), audience: names, cors: fc.option(cors, { nil: undefined }) })),
})

/** The same with every list and every row in another order, and with an entry of each list twice. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    return [...list.slice(0, 1), ...list.toReversed()]
  }
  if (typeof value !== 'object' || value === null) return value
  const entries: [string, unknown][] = Object.entries(value)
  return Object.fromEntries(entries.map(([key, entry]): [string, unknown] => [key, reordered(entry)]).toReversed())
}

const somePages: DeployedCors = { origins: [], methods: [], headers: [], credentials: false }

/** Every copy with one thing changed: a value is another, a list or a set of rows has one more or one less. */
function* changes(value: unknown): Generator {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    yield [...list, 'another']
    for (const index of list.keys()) yield list.toSpliced(index, 1)
    return
  }
  switch (typeof value) {
    case 'boolean':
      yield !value
      return
    case 'number':
      yield value + 1
      yield value - 1
      return
    case 'string':
    case 'undefined':
      yield 'ANOTHER'
      return
    case 'object':
      if (value === null) return
      for (const [key, entry] of Object.entries(value)) {
        const others = key === 'cors' && entry === undefined ? [somePages] : changes(entry)
        for (const other of others) yield { ...value, [key]: other }
        if (key === 'cors' && entry !== undefined) yield { ...value, cors: undefined }
      }
      return
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new Error('A deployment holds nothing of the kind')
  }
}

/** Every copy in which one row is gone. */
function* removals(value: unknown): Generator {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [key, entry] of Object.entries(value)) {
    for (const other of removals(entry)) yield { ...value, [key]: other }
    // Only rows have names of the arbitrary above; fields have fixed ones.
    if (['a', 'b', 'c', 'read:x', 'constructor', 'toString'].includes(key)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key))
    }
  }
}

// The casts are safe: the copies have the shape of what they were made from.
const asSystem = (value: unknown) => value as DeployedSystem

test('a deployment does not differ from itself, in whatever order it is listed', () => {
  fc.assert(
    fc.property(system, (one) => {
      expect(differences(one, asSystem(reordered(one)))).toEqual([])
    }),
  )
})

test('no single change goes unseen, in either direction', () => {
  fc.assert(
    fc.property(system, (one) => {
      for (const other of [...changes(one), ...removals(one)]) {
        expect(differences(one, asSystem(other))).not.toEqual([])
        expect(differences(asSystem(other), one)).not.toEqual([])
      }
    }),
    { numRuns: 60 },
  )
})

test('nothing is told twice, and what opens comes first', () => {
  fc.assert(
    fc.property(system, system, (one, other) => {
      const all = differences(one, other)
      const keys = all.map(({ kind, where, expected, found }) => JSON.stringify([kind, where, expected, found]))
      expect(new Set(keys).size).toBe(keys.length)
      const order = all.map(({ direction }) => ['opens', 'closes', 'differs'].indexOf(direction))
      expect(order).toEqual(order.toSorted((a, b) => a - b))
    }),
  )
})
