import { expect, test } from 'vitest'
import { machine, operator, user } from '../support/principals.ts'
import { codeOf, merchantIn, topUp } from './support/merchant.ts'
import { aString, freshKey, freshOrg, useWorld } from './support/world.ts'

const world = useWorld()

const merchant = (balance?: number) => merchantIn(world, balance)

test('openOrg opens once, is repeatable on the same terms, and refuses others', async () => {
  const admin = (await world.process()).as(operator())
  const org = freshOrg()
  const open = (json: unknown) => admin.put(`/v1/orgs/${org}`, { json })
  const first = await open({ name: 'Acme', currency: 'EUR' })
  const second = await open({ name: 'Acme', currency: 'EUR' })
  expect([first.status, second.status]).toEqual([201, 200])
  expect(await second.json()).toEqual(await first.json())
  expect(await codeOf(await open({ name: 'Acme', currency: 'USD' }))).toBe('409 org_conflict')
  expect(await codeOf(await open({ name: 'Other', currency: 'EUR' }))).toBe('409 org_conflict')
  expect((await open({ name: 'Acme', currency: 'XXQ' })).status).toBe(422)
})

test('openOrg again does not empty the wallet', async () => {
  const { api, org, balance } = await merchant(1000)
  expect((await api.as(operator()).put(`/v1/orgs/${org}`, { json: { name: 'Test', currency: 'EUR' } })).status).toBe(
    200,
  )
  expect(await balance()).toBe(1000)
})

test('getWallet shows balance and currency, and 404 before the organization is open', async () => {
  const { owner, api } = await merchant(1000)
  const wallet = await (await owner.get('/v1/wallet')).json()
  expect(wallet).toEqual({ balance: 1000, currency: 'EUR', updated_at: aString })
  const unopened = api.as(user({ role: 'owner', org: freshOrg() }))
  expect((await unopened.get('/v1/wallet')).status).toBe(404)
  expect((await unopened.post('/v1/recharges', { json: topUp, headers: freshKey() })).status).toBe(404)
})

test('createRecharge debits the wallet, and the recharge can be found', async () => {
  const { recharge, balance, owner } = await merchant()
  const created = await recharge()
  expect(created.status).toBe(201)
  const body = await created.json()
  expect(body).toEqual({ id: aString, ...topUp, created_at: aString })
  expect(await balance()).toBe(700)
  const found = await owner.get(created.headers.get('location') ?? '')
  expect([found.status, await found.json()]).toEqual([200, body])
})

test('createRecharge never overdraws, keeps nothing of the refusal, and spends to the last unit', async () => {
  const { recharge, balance, owner } = await merchant(299)
  const key = freshKey()
  expect(await codeOf(await recharge(topUp, key))).toBe('409 wallet_insufficient')
  expect(await (await owner.get('/v1/recharges')).json()).toEqual({ items: [] })
  expect((await recharge({ ...topUp, amount: 299 }, key)).status).toBe(201)
  expect(await balance()).toBe(0)
})

test('createRecharge in another currency is refused', async () => {
  const { recharge, balance } = await merchant()
  expect(await codeOf(await recharge({ ...topUp, currency: 'USD' }))).toBe('422 currency_mismatch')
  expect(await balance()).toBe(1000)
})

test.each([
  { field: 'amount', values: [0, -1, 0.5, 1e9 + 1, 1e300, '300', [300], null, true] },
  { field: 'currency', values: ['eur', 'EURO', 'ZZZ', '', 978, ['EUR']] },
  { field: 'account', values: ['', ' ', 'a/b', 'a'.repeat(65), '\u0000', 5, {}] },
  { field: 'org', values: ['org_globex'] },
  { field: 'org_id', values: ['org_globex'] },
  { field: 'status', values: ['done'] },
])('createRecharge is refused with 422 naming /$field for each of $values', async ({ field, values }) => {
  const { recharge, balance } = await merchant()
  for (const value of values) {
    const refused = await recharge({ ...topUp, [field]: value })
    // The cast is safe: the kit's tests hold the shape of a problem.
    const { errors } = (await refused.json()) as { errors: { pointer: string }[] }
    expect([refused.status, [...new Set(errors.map(({ pointer }) => pointer))]]).toEqual([422, [`/${field}`]])
  }
  expect(await balance()).toBe(1000)
})

test('creditWallet adds, repeats, and says the balance after', async () => {
  const { credit, balance } = await merchant(0)
  const key = freshKey()
  const json = { amount: 250, currency: 'EUR', reference: 'invoice 7' }
  const first = await credit(json, key)
  const again = await credit(json, key)
  expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true'])
  expect(await first.json()).toMatchObject({ ...json, balance_after: 250 })
  expect(await balance()).toBe(250)
})

test('creditWallet is refused for an organization that does not exist or cannot, alike', async () => {
  const { credit } = await merchant()
  const json = { amount: 1, currency: 'EUR' }
  const answers = [await credit(json, freshKey(), freshOrg()), await credit(json, freshKey(), 'NOT-AN-ORG')]
  const words = await Promise.all(
    answers.map(async (answer) => (await answer.text()).replace(/urn:request:[\w-]+/, '')),
  )
  expect(answers.map(({ status }) => status)).toEqual([404, 404])
  expect(words[0]).toBe(words[1])
})

test('creditWallet is refused in another currency and above what a wallet holds', async () => {
  const { credit, balance, org } = await merchant()
  expect(await codeOf(await credit({ amount: 1, currency: 'USD' }))).toBe('422 currency_mismatch')
  await world.setBalance(org, 1_000_000_000_000 - 5)
  expect(await codeOf(await credit({ amount: 6, currency: 'EUR' }))).toBe('409 wallet_full')
  expect((await credit({ amount: 5, currency: 'EUR' })).status).toBe(201)
  expect(await balance()).toBe(1_000_000_000_000)
})

test('every movement leaves an entry that says what, who, why and the balance after', async () => {
  const { recharge, org } = await merchant(1000)
  // The cast is safe: the first test of createRecharge holds the shape.
  const { id } = (await (await recharge()).json()) as { id: string }
  const entries = await world.entries(org)
  expect(entries).toEqual([
    expect.objectContaining({ kind: 'credit', amount: 1000, balance_after: 1000, sequence: 1, currency: 'EUR' }),
    expect.objectContaining({ kind: 'recharge', amount: -300, balance_after: 700, sequence: 2, cause: id }),
  ])
  expect(entries[1]).toMatchObject({
    caller: { client: 'merchant-web', sub: aString },
    at: aString,
  })
})

test('listRecharges pages newest first, each once', async () => {
  const { recharge, owner } = await merchant()
  for (const account of ['a', 'b', 'c']) await recharge({ ...topUp, account, amount: 1 })
  // The casts are safe: the test of createRecharge holds the shape.
  type Body = { items: { account: string }[]; next_cursor?: string }
  const first = (await (await owner.get('/v1/recharges?limit=2')).json()) as Body
  const second = (await (await owner.get(`/v1/recharges?limit=2&cursor=${first.next_cursor}`)).json()) as Body
  expect([...first.items, ...second.items].map(({ account }) => account)).toEqual(['c', 'b', 'a'])
  expect(second).not.toHaveProperty('next_cursor')
  expect((await owner.get(`/v1/inventory?cursor=${first.next_cursor}`)).status).toBe(422)
})

test('another organization’s recharge answers exactly like a missing one, and so does an id that none can have', async () => {
  const mine = await merchant()
  const other = await merchant()
  const { id } = (await (await mine.recharge()).json()) as { id: string }
  const words = async (path: string) => {
    const answer = await other.owner.get(path)
    const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id')
    return [answer.status, headers, (await answer.text()).replace(/urn:request:[\w-]+/, '')]
  }
  const missing = await words('/v1/recharges/01ARZ3NDEKTSV4RRFFQ69G5FAV')
  expect(missing[0]).toBe(404)
  expect(await words(`/v1/recharges/${id}`)).toEqual(missing)
  for (const odd of ['x', id.toLowerCase(), `${id}0`, 'a'.repeat(10_000)]) {
    expect(await words(`/v1/recharges/${odd}`)).toEqual(missing)
  }
})

test('a machine spends the wallet of its own organization', async () => {
  const api = await world.process()
  const admin = api.as(operator())
  await admin.put('/v1/orgs/org_globex', { json: { name: 'Globex', currency: 'EUR' } })
  const json = { amount: 300, currency: 'EUR' }
  await admin.post('/v1/orgs/org_globex/wallet/credits', { json, headers: freshKey() })
  const kiosk = api.as(machine('globex-kiosk'))
  expect((await kiosk.post('/v1/recharges', { json: topUp, headers: freshKey() })).status).toBe(201)
  expect(await (await kiosk.get('/v1/wallet')).json()).toMatchObject({ balance: 0 })
})
