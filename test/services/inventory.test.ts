import { expect, test } from 'vitest'
import { user } from '../support/principals.ts'
import { aString, freshKey, freshOrg, tally, useWorld } from './support/world.ts'

const world = useWorld()

const tea = { name: 'Tea', quantity: 5 }

async function shop(org = freshOrg()) {
  const api = await world.process()
  const owner = api.as(user({ role: 'owner', org }))
  return {
    org,
    owner,
    put: (sku: string, json: unknown = tea, headers: Record<string, string> = {}) =>
      owner.put(`/v1/inventory/${sku}`, { json, headers }),
    get: (sku: string) => owner.get(`/v1/inventory/${sku}`),
    adjust: (sku: string, json: unknown, headers: Record<string, string> = freshKey()) =>
      owner.post(`/v1/inventory/${sku}/adjustments`, { json, headers }),
  }
}

test('putInventoryItem creates an item with 201 and an ETag that a GET repeats', async () => {
  const { put, get } = await shop()
  const created = await put('tea')
  expect(created.status).toBe(201)
  const item = await created.json()
  expect(item).toEqual({ sku: 'tea', ...tea, version: aString, updated_at: aString })
  const got = await get('tea')
  expect(got.headers.get('etag')).toBe(created.headers.get('etag'))
  expect(await got.json()).toEqual(item)
})

test('putInventoryItem on an existing item demands If-Match with 428 and changes nothing', async () => {
  const { put, get } = await shop()
  await put('tea')
  const again = await put('tea', { name: 'Coffee', quantity: 1 })
  expect(again.status).toBe(428)
  expect(await (await get('tea')).json()).toMatchObject(tea)
})

test('putInventoryItem replaces with the current ETag, and a stale one is 412', async () => {
  const { put } = await shop()
  const first = (await put('tea')).headers.get('etag') ?? ''
  const replaced = await put('tea', { name: 'Tea', quantity: 6 }, { 'if-match': first })
  expect(replaced.status).toBe(200)
  expect(replaced.headers.get('etag')).not.toBe(first)
  expect((await put('tea', tea, { 'if-match': first })).status).toBe(412)
  expect((await put('tea', tea, { 'if-match': '*' })).status).toBe(200)
})

test.each(['"unknown"', '*'])('putInventoryItem does not create with If-Match %s: 412', async (ifMatch) => {
  const { put, get } = await shop()
  expect((await put('tea', tea, { 'if-match': ifMatch })).status).toBe(412)
  expect((await get('tea')).status).toBe(404)
})

test('putInventoryItem with If-None-Match: * only creates', async () => {
  const { put } = await shop()
  expect((await put('tea', tea, { 'if-none-match': '*' })).status).toBe(201)
  expect((await put('tea', tea, { 'if-none-match': '*' })).status).toBe(412)
})

test('of many who create the same item at once, one succeeds', async () => {
  const org = freshOrg()
  const shops = await Promise.all([shop(org), shop(org), shop(org)])
  const answers = await Promise.all(shops.flatMap(({ put }) => [put('tea'), put('tea'), put('tea')]))
  expect(tally(answers)).toEqual({ 201: 1, 428: 8 })
})

test('of many who replace the same version at once, one succeeds', async () => {
  const org = freshOrg()
  const shops = await Promise.all([shop(org), shop(org), shop(org)])
  const etag = (await shops[0]?.put('tea'))?.headers.get('etag') ?? ''
  const replace = ({ put }: Awaited<ReturnType<typeof shop>>) => put('tea', tea, { 'if-match': etag })
  const answers = await Promise.all([...shops, ...shops].map(replace))
  expect(tally(answers)).toEqual({ 200: 1, 412: 5 })
})

test.each([
  { when: 'the quantity is negative', body: { ...tea, quantity: -1 }, pointer: '/quantity' },
  { when: 'the quantity is fractional', body: { ...tea, quantity: 1.5 }, pointer: '/quantity' },
  { when: 'the quantity is huge', body: { ...tea, quantity: 1e9 + 1 }, pointer: '/quantity' },
  { when: 'the quantity is a string', body: { ...tea, quantity: '5' }, pointer: '/quantity' },
  { when: 'the quantity is a list', body: { ...tea, quantity: [5] }, pointer: '/quantity' },
  { when: 'the name is empty', body: { ...tea, name: ' ' }, pointer: '/name' },
  { when: 'the body names an organization', body: { ...tea, org: 'org_globex' }, pointer: '/org' },
  { when: 'the body names a version', body: { ...tea, version: 'v' }, pointer: '/version' },
])('putInventoryItem is refused with 422 naming $pointer when $when', async ({ body, pointer }) => {
  const { put, get } = await shop()
  const refused = await put('tea', body)
  expect(refused.status).toBe(422)
  expect(JSON.stringify(await refused.json())).toContain(pointer)
  expect((await get('tea')).status).toBe(404)
})

test('adjustInventoryItem adds and takes, and says what it did', async () => {
  const { put, adjust, get } = await shop()
  const before = (await put('tea')).headers.get('etag')
  const adjusted = await adjust('tea', { delta: -2, reason: 'Broken' })
  expect(adjusted.status).toBe(200)
  const item = await adjusted.json()
  expect(item).toMatchObject({ quantity: 3, last_adjustment: { delta: -2, reason: 'Broken' } })
  expect(adjusted.headers.get('etag')).not.toBe(before)
  expect(await (await get('tea')).json()).toEqual(item)
})

test('adjustInventoryItem never goes below zero or above the maximum', async () => {
  const { put, adjust } = await shop()
  await put('tea')
  const below = await adjust('tea', { delta: -6 })
  expect([below.status, await below.json()]).toEqual([409, expect.objectContaining({ code: 'stock_insufficient' })])
  const above = await adjust('tea', { delta: 1_000_000_000 })
  expect([above.status, await above.json()]).toEqual([409, expect.objectContaining({ code: 'quantity_excessive' })])
  expect((await adjust('tea', { delta: -5 })).status).toBe(200)
})

test.each([{ delta: 0 }, { delta: 0.5 }, { delta: '1' }, { delta: 1, quantity: 9 }, {}])(
  'adjustInventoryItem is refused with 422 for %j',
  async (body) => {
    const { put, adjust } = await shop()
    await put('tea')
    expect((await adjust('tea', body)).status).toBe(422)
  },
)

test('adjustInventoryItem demands an Idempotency-Key, and repeats the answer for the same one', async () => {
  const { put, adjust, get } = await shop()
  await put('tea')
  expect((await adjust('tea', { delta: 1 }, {})).status).toBe(400)
  const key = freshKey()
  const first = await adjust('tea', { delta: 1 }, key)
  const second = await adjust('tea', { delta: 1 }, key)
  expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([200, 'true'])
  expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
  expect(await second.text()).toBe(await first.text())
  expect(await (await get('tea')).json()).toMatchObject({ quantity: 6 })
  await put('coffee')
  expect((await adjust('coffee', { delta: 1 }, key)).status).toBe(422)
})

test('adjustments from several processes at once never go below zero, and none is lost', async () => {
  const org = freshOrg()
  const shops = await Promise.all([shop(org), shop(org), shop(org)])
  await shops[0]?.put('tea', { name: 'Tea', quantity: 8 })
  const takes = shops.flatMap(({ adjust }) => Array.from({ length: 8 }, () => adjust('tea', { delta: -1 })))
  expect(tally(await Promise.all(takes))).toEqual({ 200: 8, 409: 16 })
  expect(await (await shops[0]?.get('tea'))?.json()).toMatchObject({ quantity: 0 })
})

test('listInventory pages through every item once, in order, and the last page has no cursor', async () => {
  const { put, owner } = await shop()
  const skus = ['a', 'b', 'c', 'd', 'e']
  for (const sku of skus.toReversed()) await put(sku)
  const seen: string[] = []
  let cursor: string | undefined
  let pages = 0
  do {
    const page = await owner.get(`/v1/inventory?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`)
    expect(page.status).toBe(200)
    // The cast is safe: the first test holds the shape.
    const body = (await page.json()) as { items: { sku: string }[]; next_cursor?: string }
    seen.push(...body.items.map(({ sku }) => sku))
    cursor = body.next_cursor
    pages += 1
  } while (cursor !== undefined)
  expect([seen, pages]).toEqual([skus, 3])
})

test('listInventory ends without an empty page when the items fill the last one', async () => {
  const { put, owner } = await shop()
  await put('a')
  await put('b')
  expect(await (await owner.get('/v1/inventory?limit=2')).json()).not.toHaveProperty('next_cursor')
})

test.each([
  'limit=0',
  'limit=101',
  'limit=1.5',
  'limit=ten',
  'limit=1&limit=2',
  'org=org_globex',
  'cursor=AAAA',
  'cursor=',
])('listInventory is refused with 422 for ?%s', async (query) => {
  const { owner } = await shop()
  expect((await owner.get(`/v1/inventory?${query}`)).status).toBe(422)
})

test('another organization sees, replaces and adjusts nothing, and its cursors are foreign', async () => {
  const mine = await shop()
  const other = await shop()
  for (const sku of ['a', 'b']) await mine.put(sku)
  expect(await (await other.owner.get('/v1/inventory')).json()).toEqual({ items: [] })
  const missing = await other.get('zzz')
  const foreign = await other.get('a')
  // The instance names the request, which differs.
  const words = async (answer: Response) => (await answer.text()).replace(/urn:request:[\w-]+/, '')
  expect([foreign.status, await words(foreign)]).toEqual([missing.status, await words(missing)])
  expect((await other.adjust('a', { delta: -1 })).status).toBe(404)
  // The cast is safe: the paging test holds the shape.
  const { next_cursor } = (await (await mine.owner.get('/v1/inventory?limit=1')).json()) as { next_cursor: string }
  expect((await other.owner.get(`/v1/inventory?cursor=${next_cursor}`)).status).toBe(422)
})

test.each(['.hidden', 'a'.repeat(65), 'tea!', '%00', 'a'.repeat(5000), 'caf%C3%A9'])(
  'an ill-formed SKU answers like a missing one: %s',
  async (sku) => {
    const { get, put, adjust } = await shop()
    const answers = await Promise.all([get(sku), put(sku), adjust(sku, { delta: 1 })])
    expect(answers.map(({ status }) => status).every((status) => status === 404 || status === 400)).toBe(true)
    expect((await get('missing')).status).toBe(404)
  },
)
