import type { Caller, OrgId } from '@scopegate/http/caller'
import { expect, test } from 'vitest'
import { fingerprint, type KeyedRequest, rowKey } from './fingerprint.ts'

// Only the verifier makes callers; a test of pure data makes its own.
const caller = (fields: Partial<Caller> = {}) => ({ pool: 'garage', clientId: 'c1', sub: 's1', ...fields }) as Caller
const org = (id: string) => id as OrgId

const request: KeyedRequest = {
  key: 'k',
  operation: 'createRental',
  org: org('org_north'),
  caller: caller(),
  payload: { amount: 1, currency: 'EUR' },
}

test.each([
  { what: 'key', other: { key: 'K' } },
  { what: 'operation', other: { operation: 'creditDeposit' } },
  { what: 'organization', other: { org: org('org_south') } },
  { what: 'person', other: { caller: caller({ sub: 's2' }) } },
  { what: 'client', other: { caller: caller({ clientId: 'c2' }) } },
  { what: 'pool', other: { caller: caller({ pool: 'partner' }) } },
])('another $what makes another row', ({ other }) => {
  expect(rowKey({ ...request, ...other })).not.toBe(rowKey(request))
})

test('the payload is no part of the row’s key', () => {
  expect(rowKey({ ...request, payload: {} })).toBe(rowKey(request))
})

test('parts cannot be shifted into one another', () => {
  const shifted = { ...request, caller: caller({ clientId: 'c1s', sub: '1' }) }
  expect(rowKey(shifted)).not.toBe(rowKey(request))
})

test('the order of fields does not change the fingerprint, at any depth', () => {
  const one = { ...request, payload: { a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } } }
  const two = { ...request, payload: { b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 } }
  expect(fingerprint(one)).toBe(fingerprint(two))
})

test.each([
  [{ a: 1 }, { a: '1' }],
  [{ a: 1 }, { a: 2 }],
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: 1 }, { a: 1, b: null }],
  [{ a: { b: 1 } }, { a: ['b', 1] }],
  [{ a: {} }, { a: [] }],
])('%j and %j have different fingerprints', (one, two) => {
  expect(fingerprint({ ...request, payload: one })).not.toBe(fingerprint({ ...request, payload: two }))
})
