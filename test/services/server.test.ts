/** The one process: a real child, real sockets, real signals. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { startServer } from '@scopegate/http'
import { contract } from '@scopegate/scopes/contract'
import { compose } from '@scopegate/services/server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { mint, operator, testIssuers, user } from '../support/principals.ts'
import { type Fate, lossyProxy } from './support/lossy-proxy.ts'
import { freshKey, freshOrg, openedOrg, useWorld } from './support/world.ts'

const world = useWorld()
const entry = fileURLToPath(import.meta.resolve('@scopegate/services/server'))

async function variables(): Promise<Record<string, string>> {
  return { ...world.variables(), PORT: '0', POOLS: (await testIssuers()).pools }
}

/** Starts the process; resolves with its first line on standard error. */
async function start(environment: Record<string, string>) {
  const { AWS_REGION = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env
  const child = spawn(process.execPath, [entry], {
    env: { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  let logged = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    logged += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const closed = once(child, 'close')
  await Promise.race([once(child.stderr, 'data'), closed])
  return {
    url: `http://127.0.0.1:${/port (\d+)/.exec(said)?.[1]}`,
    said: () => said,
    logged: () => logged,
    signal: (name: NodeJS.Signals) => child.kill(name),
    exit: async () => {
      await closed
      return child.exitCode
    },
  }
}

test('the server says in one line where it listens, serves every service, and ends well on SIGTERM', async () => {
  const server = await start(await variables())
  expect(server.said()).toMatch(/^Scopegate listens on port \d+\n$/)
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' })
  const token = await mint(operator())
  const org = freshOrg()
  const call = (method: string, path: string, json?: unknown) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...freshKey() },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
  expect((await call('PUT', `/v1/orgs/${org}`, { name: 'Test', currency: 'EUR' })).status).toBe(201)
  expect((await call('POST', `/v1/orgs/${org}/wallet/credits`, { amount: 5, currency: 'EUR' })).status).toBe(201)
  expect((await call('GET', '/v1/inventory')).status).toBe(403)
  server.signal('SIGTERM')
  expect(await server.exit()).toBe(0)
  expect(server.logged().trim().split('\n')).toHaveLength(4)
  expect(server.logged()).not.toContain(token)
  expect(await world.balance(org)).toBe(5)
})

test('on SIGTERM the server finishes what is in flight, takes nothing new, and ends', async () => {
  const proxy = await lossyProxy(world.variables()['DYNAMODB_ENDPOINT'] ?? '')
  const server = await start({ ...(await variables()), DYNAMODB_ENDPOINT: proxy.endpoint })
  const org = await openedOrg(await world.process(), { balance: 100 })
  const headers = {
    authorization: `Bearer ${await mint(user({ role: 'owner', org }))}`,
    'content-type': 'application/json',
    ...freshKey(),
  }
  const gate = Promise.withResolvers<Fate>()
  const arrived = Promise.withResolvers<void>()
  proxy.fate = (operation) => {
    if (operation !== 'TransactWriteItems') return 'pass'
    arrived.resolve()
    return gate.promise
  }
  const body = JSON.stringify({ account: 'a', amount: 10, currency: 'EUR' })
  // Kept alive, as clients do: an idle connection must not keep the process either.
  const slow = fetch(`${server.url}/v1/recharges`, { method: 'POST', headers, body })
  await arrived.promise
  const idle = await fetch(`${server.url}/healthz`)
  await idle.text()
  server.signal('SIGTERM')
  await vi.waitFor(() => expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed'), {
    timeout: 700,
    interval: 20,
  })
  gate.resolve('pass')
  const answer = await slow
  expect([answer.status, await answer.json()]).toEqual([201, expect.objectContaining({ amount: 10 })])
  const answered = performance.now()
  expect(await server.exit()).toBe(0)
  // Well before the grace is over, which would cut the connection off.
  expect(performance.now() - answered).toBeLessThan(3000)
  expect(await world.balance(org)).toBe(90)
})

test.each([
  ['PORT', '70000'],
  ['PORT', undefined],
  ['HOST', 'everywhere'],
  ['HOST', '127.0.0.1:80'],
  ['POOLS', undefined],
  ['POOLS', '{}'],
  ['INVENTORY_TABLE', undefined],
  ['WALLETS_TABLE', 'x'],
  ['RECHARGES_TABLE', undefined],
  ['ORGANIZATIONS_TABLE', undefined],
  ['IDEMPOTENCY_TABLE', ''],
  ['DYNAMODB_ENDPOINT', 'nowhere'],
])('the server does not start with %s %s, and names the variable', async (name, value) => {
  const { [name]: _, ...others } = await variables()
  const starting = startServer(contract, compose, { ...others, ...(value === undefined ? {} : { [name]: value }) })
  await expect(starting).rejects.toThrow(`\`${name}\``)
})

test('a refusal to start is one line and exit code 1', async () => {
  const { POOLS: _, ...others } = await variables()
  const server = await start(others)
  expect(await server.exit()).toBe(1)
  expect(server.said()).toMatch(/^Scopegate cannot start: `POOLS` .*\n$/)
})

test('the server does not start on a port that is taken, and says so', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const server = await start({ ...(await variables()), PORT: String(port) })
  expect(await server.exit()).toBe(1)
  expect(server.said()).toBe('Scopegate cannot start: `PORT` is taken: stop what listens there or set another one\n')
})

test.runIf(process.platform === 'linux').each([
  ['listens on this machine alone unless told otherwise', undefined, false],
  ['counts an empty `HOST` as none', '', false],
  ['listens where `HOST` says', '0.0.0.0', true],
])('the server %s', async (_, HOST, reachable) => {
  const server = await startServer(
    contract,
    compose,
    { ...(await variables()), ...(HOST === undefined ? {} : { HOST }) },
    () => undefined,
  )
  onTestFinished(() => server.close())
  const statusAt = (address: string) =>
    fetch(`http://${address}:${server.port}/healthz`).then(
      ({ status }) => status,
      () => 'unreachable',
    )
  expect(await statusAt('127.0.0.1')).toBe(200)
  // Linux answers on all of 127.0.0.0/8, so this is another address without any network.
  expect(await statusAt('127.0.0.2')).toBe(reachable ? 200 : 'unreachable')
})

test('the server does not start on an address of another machine, and says so', async () => {
  // RFC 5737: nobody's.
  const server = await start({ ...(await variables()), HOST: '192.0.2.1' })
  expect(await server.exit()).toBe(1)
  expect(server.said()).toBe('Scopegate cannot start: `HOST` is no address of this machine: set one that is\n')
})
