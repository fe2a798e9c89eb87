/** Bad ids, cursors and idempotency keys, byte for byte over real HTTP: clients normalize paths and join headers. */
import { connect } from 'node:net'
import type { OperationSpec } from '@scopegate/contract'
import { type Server, serveApp } from '@scopegate/http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { succeeds } from '../matrix/requests.ts'
import { type OperationId, operationIds, operations } from '../support/contract.ts'
import { mint, type TestApi, type TestCaller, user } from '../support/principals.ts'
import { callerOf } from './support/callers.ts'
import { freshKey, openedOrg, useWorld } from './support/world.ts'
import { writeOf, writes } from './support/writes.ts'

const world = useWorld()
let api: TestApi
let server: Server
let org: string
let other: string

beforeAll(async () => {
  api = await world.process()
  server = await serveApp(api.app, 0, { hostname: '127.0.0.1' })
  org = await openedOrg(api, { balance: 1000 })
  other = await openedOrg(api, { balance: 1000 })
})
afterAll(() => server.close())

const ownerOf = (each: string) => user({ role: 'owner', org: each })
const bodyOf = (id: OperationId) => {
  const row = writeOf(id)
  return row === undefined ? undefined : JSON.stringify(row.body)
}

/** The path with things that are there, and a name for what this file knows nothing of. */
const pathOf = (id: OperationId) =>
  operations[id].path
    .replace('{org}', org)
    .replace('{sku}', 'tea')
    .replaceAll(/\{\w+\}/g, '0')

/** Sends the lines as they are; resolves with the status line's number and the body. */
async function send(id: OperationId, path: string, lines: readonly string[]) {
  const { method } = operations[id]
  const token = await mint(callerOf(id, org))
  const body = bodyOf(id)
  const content = body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`]
  const head = ['Host: 127.0.0.1', 'Connection: close', `Authorization: Bearer ${token}`, ...content, ...lines]
  const text = `${method} ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body ?? ''}`
  const answer = await new Promise<string>((resolve, reject) => {
    let received = ''
    const socket = connect(server.port, '127.0.0.1', () => socket.write(Buffer.from(text, 'latin1')))
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk
    })
    socket.on('error', reject).on('close', () => resolve(received))
  })
  return { status: Number(answer.split(' ')[1]), body: answer.split('\r\n\r\n').slice(1).join() }
}

const keyLine = () => `Idempotency-Key: ${freshKey()['idempotency-key']}`

const withParameter = operationIds.filter((id) => operations[id].path.includes('{'))

describe.each(withParameter)('an odd id in the path of %s finds nothing and does nothing:', (id) => {
  test.each([
    ['a slash, encoded', 'a%2Fb'],
    ['a slash', 'a/b'],
    ['a backslash, encoded', 'a%5Cb'],
    ['the parent folder', '..'],
    ['the parent folder, encoded', '%2e%2e'],
    ['the folder itself', '.'],
    ['nothing', ''],
    ['NUL', '%00'],
    ['NUL at the end', 'tea%00'],
    ['a line break', 'tea%0d%0aX:y'],
    ['a semicolon', 'tea;org=org_other'],
    ['a comma', 'tea,coffee'],
    ['a blank', '%20'],
    ['a star', '*'],
    ['a quotation mark', '%22'],
    ['a full-width dot', '%EF%BC%8E'],
    ['broken UTF-8', '%ff'],
    ['double encoding', '%252e%252e'],
    ['the name of a property', '__proto__'],
    ['7,000 characters', 'a'.repeat(7_000)],
  ])('%s', async (_, odd) => {
    const path = operations[id].path.replace(/\{\w+\}/, odd)
    const { status, body } = await send(id, path, [keyLine()])
    // Of an operation that no test here knows, some of these may be an id.
    if (!succeeds(id) && status < 300) return
    // 405 where the odd id makes another operation's path of it.
    expect(succeeds(id) ? [400, 404, 405] : [400, 404, 405, 409, 412, 422, 428]).toContain(status)
    expect(JSON.parse(body)).toMatchObject({ status })
  })

  test('10,000 characters are more than the headers’ limit: 431', async () => {
    const path = operations[id].path.replace(/\{\w+\}/, 'a'.repeat(10_240))
    expect((await send(id, path, [keyLine()])).status).toBe(431)
  })
})

describe.each(['createRecharge', 'creditWallet', 'adjustInventoryItem'] as const)(
  '%s is refused with 400 header_invalid for an Idempotency-Key that is',
  (id) => {
    const quoted = (length: number) => `"${'k'.repeat(length)}"`
    test.each([
      ['missing', []],
      ['blank', ['Idempotency-Key:']],
      ['an empty string', ['Idempotency-Key: ""']],
      ['unquoted', ['Idempotency-Key: order-1']],
      ['half quoted', ['Idempotency-Key: "order-1']],
      ['single-quoted', ["Idempotency-Key: 'order-1'"]],
      ['a number', ['Idempotency-Key: 17']],
      ['bytes', ['Idempotency-Key: :b3JkZXI=:']],
      ['256 characters', [`Idempotency-Key: ${quoted(256)}`]],
      ['beyond ASCII', ['Idempotency-Key: "caf\u00e9"']],
      ['with a parameter', ['Idempotency-Key: "order-1";retry=1']],
      ['a list', ['Idempotency-Key: "a", "b"']],
      ['sent twice', ['Idempotency-Key: "a"', 'Idempotency-Key: "b"']],
      ['sent twice, alike', ['Idempotency-Key: "a"', 'Idempotency-Key: "a"']],
    ])('%s', async (_, lines) => {
      const { status, body } = await send(id, pathOf(id), lines)
      expect([status, JSON.parse(body)]).toMatchObject([400, { code: 'header_invalid' }])
    })
  },
)

test('an Idempotency-Key of 255 characters is taken', async () => {
  const { status } = await send('createRecharge', '/v1/recharges', [`Idempotency-Key: "${'k'.repeat(255)}"`])
  expect(status).toBe(201)
})

interface Page {
  readonly next_cursor: string
}

/** The lists that these tests know how to fill. A new one needs no place here: it gets the cursors that nobody gave out. */
const lists = ['listInventory', 'listRecharges', 'listWalletEntries'] as const satisfies OperationId[]

/** The cursor behind the first row of two. */
async function cursorOf(id: OperationId, caller: TestCaller): Promise<string> {
  for (const sku of ['one', 'two']) {
    await caller.put(`/v1/inventory/${sku}`, { json: { name: 'Tea', quantity: 1 } })
    await caller.post('/v1/recharges', { json: writes.createRecharge.body, headers: freshKey() })
  }
  // The cast is safe: the lists' own tests hold the shape.
  return ((await (await caller.get(`${operations[id].path}?limit=1`)).json()) as Page).next_cursor
}

/** The answer to the cursor is its refusal by name. */
async function expectRefused(id: OperationId, cursor: string): Promise<void> {
  const { status, body } = await send(id, `${pathOf(id)}?cursor=${cursor}`, [])
  expect([status, JSON.parse(body)]).toMatchObject([422, { code: 'input_invalid', errors: [{ pointer: '/cursor' }] }])
}

const pagewise = operationIds.filter((id) => {
  const { list }: OperationSpec = operations[id]
  return list === true
})

describe.each(pagewise)('a cursor that nobody gave out is refused by %s with 422 naming it:', (id) => {
  test.each([
    ['empty', ''],
    ['NUL', '%00'],
    ['a path', '../../wallet'],
    ['an object', '%7B%22org%22%3A%22org_test1%22%7D'],
    ['1,001 characters', 'A'.repeat(1_001)],
  ])('%s', (_, cursor) => expectRefused(id, cursor))
})

describe.each(lists)('a cursor that %s never gave out is refused with 422 naming it:', (id) => {
  const foreign = lists
    .filter((each) => each !== id)
    .map((each) => [`of ${each}`, () => cursorOf(each, api.as(ownerOf(org)))] as const)
  const changed = (change: (cursor: string) => string) => async () => change(await cursorOf(id, api.as(ownerOf(org))))

  test.each<readonly [string, () => Promise<string>]>([
    ...foreign,
    ['of another organization', () => cursorOf(id, api.as(ownerOf(other)))],
    ['cut by one character', changed((cursor) => cursor.slice(0, -1))],
    ['cut to half', changed((cursor) => cursor.slice(0, cursor.length / 2))],
    ['longer', changed((cursor) => `${cursor}A`)],
    ['padded', changed((cursor) => `${cursor}=`)],
    ['in another case', changed((cursor) => cursor.toLowerCase())],
    ['with one character changed', changed((cursor) => (cursor.startsWith('A') ? 'B' : 'A') + cursor.slice(1))],
  ])('%s', async (_, make) => expectRefused(id, await make()))

  test('sent twice', async () => {
    const cursor = await cursorOf(id, api.as(ownerOf(org)))
    const { status } = await send(id, `${operations[id].path}?cursor=${cursor}&cursor=${cursor}`, [])
    expect(status).toBe(422)
  })
})

describe.each(operationIds)('a query parameter that %s does not know is refused with 422 by name:', (id) => {
  const { query = [] }: OperationSpec = operations[id]
  const unknown = ['org', 'org_id', 'sub', 'after', 'offset', '__proto__', ''].filter((name) => !query.includes(name))
  test.each(unknown)('%j', async (name) => {
    const { status, body } = await send(id, `${pathOf(id)}?${name}=${other}`, [keyLine()])
    expect([status, JSON.parse(body)]).toMatchObject([
      422,
      { code: 'input_invalid', errors: [{ pointer: `/${name}`, rule: 'Is not known here: leave it out' }] },
    ])
  })
})

test('a parameter that is refused has no effect: nothing is written', async () => {
  const before = await world.balance(org)
  const { status } = await send('createRecharge', '/v1/recharges?dry_run=true', [keyLine()])
  expect([status, await world.balance(org)]).toEqual([422, before])
})
