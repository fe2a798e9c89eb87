/** Many at once, from several processes, on a real database: what must hold for money when requests race. */

import { expect, test } from 'vitest'
import { operator, user } from '../support/principals.ts'
import { anObject, freshKey, openedOrg, tally, useWorld } from './support/world.ts'

const world = useWorld()
const sub = 'one-person'

/** Callers of one person, each in a process of its own: no memory is shared, only the database. */
async function processes(count: number, balance: number) {
  const apis = await Promise.all(Array.from({ length: count }, () => world.process()))
  const [first] = apis
  if (first === undefined) throw new Error('At least one process')
  const org = await openedOrg(first, { balance })
  return { org, callers: apis.map((api) => api.as(user({ role: 'owner', org, sub }))), admin: first.as(operator()) }
}

const spend = { account: 'a', amount: 10, currency: 'EUR' }
/** The law of the ledger: entries follow one another without a gap, and each balance is the sum so far. */
async function expectLedger(org: string, balance: number): Promise<void> {
  const entries = await world.entries(org)
  expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, at) => at + 1))
  let sum = 0
  for (const { amount, balance_after } of entries) {
    sum += amount
    expect(balance_after).toBe(sum)
    expect(sum).toBeGreaterThanOrEqual(0)
  }
  expect(sum).toBe(balance)
  expect(await world.balance(org)).toBe(balance)
}

test('with a balance for exactly k recharges and 4k at once, exactly k are accepted', async () => {
  const k = 8
  const { org, callers } = await processes(4, 10 * k)
  const requests = callers.flatMap((caller) =>
    Array.from({ length: k }, () => caller.post('/v1/recharges', { json: spend, headers: freshKey() })),
  )
  expect(tally(await Promise.all(requests))).toEqual({ 201: k, 409: 3 * k })
  await expectLedger(org, 0)
  const list = await callers[0]?.get('/v1/recharges?limit=100')
  expect(await list?.json()).toEqual({ items: Array.from({ length: k }, () => anObject) })
})

test('32 identical requests with one key have one effect and one answer', async () => {
  const { org, callers } = await processes(4, 1000)
  const headers = freshKey()
  const requests = callers.flatMap((caller) =>
    Array.from({ length: 8 }, () => caller.post('/v1/recharges', { json: spend, headers })),
  )
  const answers = await Promise.all(requests)
  expect(tally(answers)).toEqual({ 201: 32 })
  expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1)
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
  await expectLedger(org, 990)
})

test('32 identical requests that spend the last of the balance all get the one answer, and none a refusal', async () => {
  const { org, callers } = await processes(8, 10)
  const headers = freshKey()
  const requests = callers.flatMap((caller) =>
    Array.from({ length: 4 }, () => caller.post('/v1/recharges', { json: spend, headers })),
  )
  expect(tally(await Promise.all(requests))).toEqual({ 201: 32 })
  await expectLedger(org, 0)
})

test('credits and recharges at once leave a ledger without a gap', async () => {
  const { org, callers, admin } = await processes(3, 100)
  const credit = { amount: 7, currency: 'EUR' }
  const requests = callers.flatMap((caller) =>
    Array.from({ length: 5 }, () => [
      caller.post('/v1/recharges', { json: { ...spend, amount: 3 }, headers: freshKey() }),
      admin.post(`/v1/orgs/${org}/wallet/credits`, { json: credit, headers: freshKey() }),
    ]).flat(),
  )
  expect(tally(await Promise.all(requests))).toEqual({ 201: 30 })
  await expectLedger(org, 100 + 15 * 7 - 15 * 3)
})
