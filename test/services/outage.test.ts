/**
 * A real database that dies, falls silent, or whose answers get lost: 503 when the deadline says so, nothing done
 * twice, and recovery without a restart.
 */
import { createServer, type Socket } from 'node:net'
import { compose } from '@scopegate/services/server'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { requestFor, succeeds } from '../matrix/requests.ts'
import { type OperationId, operationIds } from '../support/contract.ts'
import { mint, operator, testApi, testIssuers, user } from '../support/principals.ts'
import { callerOf } from './support/callers.ts'
import { tables } from './support/dynamodb.ts'
import { type Fate, lossyProxy } from './support/lossy-proxy.ts'
import { freshKey, openedOrg, tally, useWorld } from './support/world.ts'

const world = useWorld()
const spend = { account: 'a', amount: 10, currency: 'EUR' }
const owner = user({ role: 'owner', org: 'org_acme' })

const servicesOn = async (endpoint: string) =>
  testApi(compose({ ...tables, DYNAMODB_ENDPOINT: endpoint, POOLS: (await testIssuers()).pools }))

/** A server that takes connections and never says a word. */
async function silentServer() {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  const stop = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { endpoint: `http://127.0.0.1:${address.port}`, stop }
}

/**
 * Ends every deadline early, and gives the lengths that were asked for. The promise of two seconds is then two facts
 * that no busy machine can blur: nobody asked for more than the budget, and the deadline alone ended the waiting.
 */
function shortDeadlines(): ReadonlySet<number> {
  const lengths = new Set<number>()
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((length) => {
    lengths.add(length)
    return timeout(50)
  })
  onTestFinished(() => spy.mockRestore())
  return lengths
}

/** Milliseconds. Less than what the clients' own limits would wait for: three attempts of 900. */
const wellBeforeOtherLimits = 2_500

/** The operations that need nothing outside the process: they answer whatever is out. */
const selfContained: readonly OperationId[] = ['getAccess', 'getHealth']

describe.each([
  { store: 'dead', start: async () => ({ endpoint: 'http://127.0.0.1:1', stop: () => {} }) },
  { store: 'silent', start: silentServer },
])('with a $store database and a $store Cognito', ({ start }) => {
  test('every operation that needs them answers 503 with Retry-After at the deadline, and the others answer', async () => {
    const { endpoint, stop } = await start()
    onTestFinished(stop)
    vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', endpoint)
    const { app, as } = await servicesOn(endpoint)
    // The first request of a pool also fetches its key set; the time limit is the store's.
    await Promise.all([as(owner).get('/v1/access'), as(operator()).get('/v1/access')])
    const lengths = shortDeadlines()
    const answers = operationIds.map(async (id) => {
      const request = requestFor(id, 'http://localhost', await mint(callerOf(id, 'org_acme')))
      const began = performance.now()
      const answer = await app.request(request)
      const inTime = performance.now() - began < wellBeforeOtherLimits
      return { id, said: [answer.status, answer.headers.get('retry-after')], failed: answer.status === 500, inTime }
    })
    const all = await Promise.all(answers)
    // What an operation needs that no test here knows is its own; but that an outage is no failure of ours holds for it too.
    expect(all.filter(({ failed, inTime }) => failed || !inTime)).toEqual([])
    for (const { id, said } of all.filter(({ id }) => succeeds(id))) {
      expect([id, ...said]).toEqual(selfContained.includes(id) ? [id, 200, null] : [id, 503, '2'])
    }
    expect([...lengths]).toEqual([1_500])
  })
})

/** Services behind a proxy, for an organization that is open. */
async function behindProxy() {
  const proxy = await lossyProxy(world.variables()['DYNAMODB_ENDPOINT'] ?? '')
  const api = await servicesOn(proxy.endpoint)
  const org = await openedOrg(api, { balance: 100 })
  return { proxy, org, caller: api.as(user({ role: 'owner', org, sub: 'one-person' })) }
}

test('an answer of the database that is lost once is made up for: one effect, 201', async () => {
  const { proxy, org, caller } = await behindProxy()
  const fates: Fate[] = ['lose-answer']
  proxy.fate = (operation) => (operation === 'TransactWriteItems' ? (fates.shift() ?? 'pass') : 'pass')
  expect((await caller.post('/v1/recharges', { json: spend, headers: freshKey() })).status).toBe(201)
  expect(fates).toEqual([])
  expect(await world.balance(org)).toBe(90)
})

test('when the answer stays lost it is 503, and the retry finds the one effect', async () => {
  const { proxy, org, caller } = await behindProxy()
  const headers = freshKey()
  proxy.fate = (operation) => (operation === 'TransactWriteItems' ? 'lose-answer' : 'pass')
  const lost = await caller.post('/v1/recharges', { json: spend, headers })
  proxy.fate = () => 'pass'
  const retried = await caller.post('/v1/recharges', { json: spend, headers })
  expect([lost.status, retried.status, retried.headers.get('idempotency-replayed')]).toEqual([503, 201, 'true'])
  expect(await world.balance(org)).toBe(90)
})

test('putInventoryItem knows its own write again when its answer was lost', async () => {
  const { proxy, caller } = await behindProxy()
  const fates: Fate[] = ['lose-answer']
  proxy.fate = (operation) => (operation === 'PutItem' ? (fates.shift() ?? 'pass') : 'pass')
  const created = await caller.put('/v1/inventory/tea', { json: { name: 'Tea', quantity: 1 } })
  expect([created.status, fates]).toEqual([201, []])
  expect((await caller.get('/v1/inventory/tea')).headers.get('etag')).toBe(created.headers.get('etag'))
})

test('the services recover by themselves when the database is back', async () => {
  const { proxy, org, caller } = await behindProxy()
  const headers = freshKey()
  proxy.fate = () => 'drop'
  const down = await Promise.all(
    Array.from({ length: 8 }, () => caller.post('/v1/recharges', { json: spend, headers })),
  )
  expect(tally(down)).toEqual({ 503: 8 })
  proxy.fate = () => 'pass'
  expect((await caller.post('/v1/recharges', { json: spend, headers })).status).toBe(201)
  expect(await world.balance(org)).toBe(90)
})
