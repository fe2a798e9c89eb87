/** What `Idempotency-Key` promises, by the operation that moves money. */

import { expect, test } from 'vitest'
import { user } from '../support/principals.ts'
import { codeOf, merchantIn, topUp } from './support/merchant.ts'
import { freshKey, useWorld } from './support/world.ts'

const world = useWorld()
const merchant = (balance?: number) => merchantIn(world, balance)

test.each([undefined, 'unquoted', '""', '"a", "b"', `"${'k'.repeat(256)}"`])(
  'createRecharge and creditWallet are refused with 400 for the Idempotency-Key %s',
  async (key) => {
    const { recharge, credit, balance } = await merchant()
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
    expect(await codeOf(await recharge(topUp, headers))).toBe('400 header_invalid')
    expect(await codeOf(await credit({ amount: 1, currency: 'EUR' }, headers))).toBe('400 header_invalid')
    expect(await balance()).toBe(1000)
  },
)

test('the same request again gets the first answer, marked, and nothing happens twice', async () => {
  const { recharge, balance } = await merchant()
  const key = freshKey()
  const first = await recharge(topUp, key)
  const again = await recharge({ currency: 'EUR', amount: 300, account: '+15550100' }, key)
  expect(again.status).toBe(201)
  expect(first.headers.get('idempotency-replayed')).toBeNull()
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(again.headers.get('location')).toBe(first.headers.get('location'))
  expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
  expect(await again.text()).toBe(await first.text())
  expect(await balance()).toBe(700)
})

test('the answer is repeated though the wallet is empty by then', async () => {
  const { recharge } = await merchant(300)
  const key = freshKey()
  await recharge(topUp, key)
  expect((await recharge(topUp, key)).status).toBe(201)
  expect(await codeOf(await recharge(topUp))).toBe('409 wallet_insufficient')
})

test('the same key with another payload is 422, and nothing happens', async () => {
  const { recharge, balance } = await merchant()
  const key = freshKey()
  await recharge(topUp, key)
  expect(await codeOf(await recharge({ ...topUp, amount: 301 }, key))).toBe('422 idempotency_key_reused')
  expect(await balance()).toBe(700)
})

test('a key is bound to the person, the client and the organization', async () => {
  const { api, org, recharge, balance } = await merchant()
  const other = await merchant()
  const key = freshKey()
  const sub = 'one-person'
  const as = (fields: object) => api.as(user({ role: 'owner', org, sub, ...fields }))
  const callers = [as({}), as({ client: 'merchant-app' }), as({ sub: 'another-person' })]
  for (const caller of callers) {
    const answer = await recharge(topUp, key, caller)
    expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([201, null])
  }
  expect(await balance()).toBe(100)
  const elsewhere = await recharge(topUp, key, as({ org: other.org }))
  expect([elsewhere.status, elsewhere.headers.get('idempotency-replayed')]).toEqual([201, null])
})

test('a key lives 24 hours, and an expired row does not count though nobody swept it', async () => {
  const { api, org, recharge, balance } = await merchant()
  const key = freshKey()
  const sub = 'one-person'
  const hour = 3_600_000
  const later = async (hours: number) =>
    (await world.process(() => Date.now() + hours * hour)).as(user({ role: 'owner', org, sub }))
  await recharge(topUp, key, api.as(user({ role: 'owner', org, sub })))
  const before = await recharge(topUp, key, await later(23.9))
  const after = await recharge(topUp, key, await later(24.1))
  const replayed = [before, after].map(({ headers }) => headers.get('idempotency-replayed'))
  expect([before.status, after.status, ...replayed]).toEqual([201, 201, 'true', null])
  expect(await balance()).toBe(400)
})
