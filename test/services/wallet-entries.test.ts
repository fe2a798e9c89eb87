/** The ledger as its owner reads it. */

import { expect, test } from 'vitest'
import { machine, operator, user } from '../support/principals.ts'
import { codeOf, merchantIn, topUp } from './support/merchant.ts'
import { aString, freshKey, freshOrg, useWorld } from './support/world.ts'

const world = useWorld()

interface Entry {
  readonly sequence: number
  readonly balance_after: number
}

interface Body {
  readonly items: readonly Entry[]
  readonly next_cursor?: string
}

// The cast is safe: the first test holds the shape.
const bodyOf = async (answer: Response) => (await answer.json()) as Body

test('listWalletEntries says of each movement what, how much, why, by whom, when and the balance after, newest first', async () => {
  const { credit, recharge, owner } = await merchantIn(world, 0)
  await credit({ amount: 1000, currency: 'EUR', reference: 'invoice 7' })
  await credit({ amount: 1, currency: 'EUR' })
  // The cast is safe: the test of createRecharge holds the shape.
  const { id } = (await (await recharge()).json()) as { id: string }
  const answer = await owner.get('/v1/wallet/entries')
  const common = { id: aString, currency: 'EUR', at: aString }
  const byOperator = { client: 'admin-portal' }
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      items: [
        {
          ...common,
          sequence: 3,
          kind: 'recharge',
          amount: -300,
          balance_after: 701,
          cause: id,
          caller: { sub: aString, client: 'merchant-web' },
        },
        { ...common, sequence: 2, kind: 'credit', amount: 1, balance_after: 1001, caller: byOperator },
        {
          ...common,
          sequence: 1,
          kind: 'credit',
          amount: 1000,
          balance_after: 1000,
          cause: 'invoice 7',
          caller: byOperator,
        },
      ],
    },
  ])
})

test('listWalletEntries says that an operator credited the wallet, and not who; the stored entry says who', async () => {
  const { api, org, owner } = await merchantIn(world, 0)
  const sub = 'a-certain-operator'
  const json = { amount: 5, currency: 'EUR' }
  await api.as(operator({ sub })).post(`/v1/orgs/${org}/wallet/credits`, { json, headers: freshKey() })
  const shown = await (await owner.get('/v1/wallet/entries')).text()
  expect(shown).toContain('"caller":{"client":"admin-portal"}')
  expect(shown).not.toContain(sub)
  expect(await world.entries(org)).toEqual([expect.objectContaining({ caller: { sub, client: 'admin-portal' } })])
})

test('listWalletEntries pages through every movement once, in the order of the ledger, whatever the clocks said', async () => {
  const { org, owner } = await merchantIn(world, 1000)
  // Each movement by a process whose clock is behind that of the one before.
  for (const hours of [3, 2, 1]) {
    const earlier = await world.process(() => Date.now() - hours * 3_600_000)
    await earlier.as(user({ role: 'owner', org })).post('/v1/recharges', { json: topUp, headers: freshKey() })
  }
  const seen: number[] = []
  let query = ''
  for (let page = 1; page <= 2; page += 1) {
    const { items, next_cursor } = await bodyOf(await owner.get(`/v1/wallet/entries?limit=2${query}`))
    seen.push(...items.map(({ sequence }) => sequence))
    expect(next_cursor === undefined).toBe(page === 2)
    query = `&cursor=${next_cursor}`
  }
  expect(seen).toEqual([4, 3, 2, 1])
})

test('a page starts where the last one ended, though movements came in between', async () => {
  const { owner, recharge } = await merchantIn(world, 1000)
  await recharge({ ...topUp, amount: 1 })
  const { next_cursor } = await bodyOf(await owner.get('/v1/wallet/entries?limit=1'))
  await recharge({ ...topUp, amount: 1 })
  const { items } = await bodyOf(await owner.get(`/v1/wallet/entries?cursor=${next_cursor}`))
  expect(items.map(({ sequence }) => sequence)).toEqual([1])
})

test('listWalletEntries of an organization that nobody opened is empty, and of another one shows none of mine', async () => {
  const { api } = await merchantIn(world, 1000)
  const unopened = api.as(user({ role: 'owner', org: freshOrg() }))
  expect(await bodyOf(await unopened.get('/v1/wallet/entries'))).toEqual({ items: [] })
})

test.each(['recharges', 'inventory'])('a cursor of listWalletEntries is foreign to /v1/%s', async (list) => {
  const { owner, recharge } = await merchantIn(world, 1000)
  await recharge()
  const { next_cursor } = await bodyOf(await owner.get('/v1/wallet/entries?limit=1'))
  expect(await codeOf(await owner.get(`/v1/${list}?cursor=${next_cursor}`))).toBe('422 input_invalid')
})

test('a machine without the scope of the wallet is refused', async () => {
  const { api } = await merchantIn(world, 0)
  expect(await codeOf(await api.as(machine('acme-fulfilment')).get('/v1/wallet/entries'))).toBe(
    '403 scope_insufficient',
  )
})
