/**
 * A second request with the key of one that still runs: a real database behind a proxy that holds the first one's
 * transaction until the test has seen what the second one is told.
 */
import { compose } from '@scopegate/services/recharge/index'
import { expect, test } from 'vitest'
import { testApi, user } from '../support/principals.ts'
import { tables } from './support/dynamodb.ts'
import { type Fate, lossyProxy } from './support/lossy-proxy.ts'
import { freshKey, openedOrg, useWorld } from './support/world.ts'

const world = useWorld()
const spend = { account: 'a', amount: 10, currency: 'EUR' }

/** A process whose transactions are held, and one beside it with the database for itself. */
async function twoProcesses() {
  const proxy = await lossyProxy(world.variables()['DYNAMODB_ENDPOINT'] ?? '')
  const held = await testApi(compose({ ...tables, DYNAMODB_ENDPOINT: proxy.endpoint }))
  const free = await world.process()
  const org = await openedOrg(free, { balance: 100 })
  const owner = user({ role: 'owner', org, sub: 'one-person' })
  const gate = Promise.withResolvers<Fate>()
  const arrived = Promise.withResolvers<void>()
  proxy.fate = (operation) => {
    if (operation !== 'TransactWriteItems') return 'pass'
    arrived.resolve()
    return gate.promise
  }
  const headers = freshKey()
  const sendBy = (api: typeof held, json: unknown) => api.as(owner).post('/v1/recharges', { json, headers })
  return {
    org,
    arrived: arrived.promise,
    release: () => gate.resolve('pass'),
    send: (json: unknown = spend) => sendBy(held, json),
    sendElsewhere: () => sendBy(free, spend),
  }
}

test.each([
  { what: 'the same', json: spend },
  { what: 'another', json: { ...spend, amount: 11 } },
])(
  'while the first still runs, one with its key and $what payload is told so: 409 with Retry-After',
  async ({ json }) => {
    const { org, arrived, release, send } = await twoProcesses()
    const first = send()
    await arrived
    // The first is held until `release`: that this answer comes at all is the promise.
    const second = await send(json)
    expect([second.status, second.headers.get('retry-after')]).toEqual([409, '1'])
    expect(await second.json()).toMatchObject({ code: 'idempotency_in_progress' })
    release()
    // On a busy machine the first may have given up before it was let through; its effect is then the retry's.
    expect([201, 503]).toContain((await first).status)
    expect((await send()).status).toBe(201)
    expect(await world.balance(org)).toBe(90)
  },
)

test('one that was held while its twin in another process took effect gets the twin’s answer', async () => {
  const { org, arrived, release, send, sendElsewhere } = await twoProcesses()
  const first = send()
  await arrived
  const twin = await sendElsewhere()
  release()
  const held = await first
  // On a busy machine it may have given up before it was let through; its retry then gets what it would have got.
  const late = held.status === 503 ? await send() : held
  expect([twin.status, twin.headers.get('idempotency-replayed')]).toEqual([201, null])
  expect([late.status, late.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
  expect(await late.text()).toBe(await twin.text())
  expect(await world.balance(org)).toBe(90)
})

test('those that wait for the first within one process take its answer, marked', async () => {
  const { org, arrived, release, send } = await twoProcesses()
  const first = send()
  await arrived
  const others = [send(), send(), send()]
  release()
  const answers = await Promise.all([first, ...others])
  const words = await Promise.all(answers.map((answer) => answer.text()))
  expect(answers.map(({ status, headers }) => [status, headers.get('idempotency-replayed')])).toEqual([
    [201, null],
    [201, 'true'],
    [201, 'true'],
    [201, 'true'],
  ])
  expect(new Set(words).size).toBe(1)
  expect(await world.balance(org)).toBe(90)
})
