import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { LocalStack } from '@scopegate/emulator'
import { startEngine } from '@scopegate/emulator/dynamodb/index'
import { propertiesOf, type TestAssembly, testAssembly } from '@scopegate/emulator/testing/assembly'
import { dynamodbElsewhere } from '@scopegate/emulator/testing/dynamodb-elsewhere'
import { engineIn, enginesOf } from '@scopegate/emulator/testing/engines'
import { call } from '@scopegate/emulator/testing/http'
import { freePorts } from '@scopegate/emulator/testing/ports'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { type StartOptions, startSystem } from './start-system.ts'
import { type StartableSystem, startableSystem } from './system.ts'
import { tourLines } from './tour-lines.ts'

let assembly: TestAssembly
let folder: string
let system: StartableSystem
const running: LocalStack[] = []

beforeAll(async () => {
  assembly = await testAssembly()
  system = await startableSystem(fileURLToPath(new URL('../../../', import.meta.url)))
  folder = mkdtempSync(join(tmpdir(), 'scopegate-stack-'))
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()))
})
afterAll(() => {
  assembly.remove()
  rmSync(folder, { recursive: true, force: true })
})

const start = async (name: string, options: Partial<StartOptions> = {}): Promise<LocalStack> => {
  const stack = await startSystem({
    system,
    port: 0,
    directory: join(folder, name),
    template: assembly.directory,
    ...options,
  })
  running.push(stack)
  return stack
}

/** The engines whose data lies in that folder. */
const enginesIn = (name: string) => enginesOf(join(folder, name))

async function machineToken({ file }: LocalStack, name: string): Promise<string> {
  const client = file.clients[name]
  const response = await fetch(`${file.pools[client?.pool ?? '']?.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client?.id}:${client?.secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

const inventory = async (stack: LocalStack) => {
  const authorization = `Bearer ${await machineToken(stack, 'acme-fulfilment')}`
  const answer = await call(stack.file.apis['partner']?.url ?? '', '/v1/inventory', { headers: { authorization } })
  return { status: answer.status, body: JSON.parse(answer.body) as { items?: { sku: string }[] } }
}

const keyIds = async ({ file }: LocalStack) => {
  const response = await fetch(`${file.pools['merchant']?.issuer}/.well-known/jwks.json`)
  return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
}

test('a fresh start has sample data and says so in stack.json; each line of its tour does what it says', async () => {
  const lines: string[] = []
  const stack = await start('fresh', { log: (line) => lines.push(line) })
  expect(lines.filter((line) => line.startsWith('Warning'))).toEqual([])
  const file = join(folder, 'fresh', 'stack.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(stack.file)
  for (const secret of ['stack.json', 'seed']) expect(statSync(join(folder, 'fresh', secret)).mode & 0o777).toBe(0o600)
  expect((await inventory(stack)).body.items?.length).toBeGreaterThan(0)

  const tour = tourLines(system.contract, stack)
  expect(tour).toHaveLength(4)
  expect(tour.every(({ command }) => !command.includes('\n'))).toBe(true)
  const script = tour.map(({ command }) => command).join('\n')
  const { stdout } = await promisify(execFile)('bash', ['-c', script])
  expect(stdout.match(/^HTTP\/1\.1 (\d+)/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403', 'HTTP/1.1 403'])
  expect(stdout).toMatch(/^eyJ/)

  // What the gateway refused is in its log as well, and no token is.
  const log = join(folder, 'fresh', 'logs', 'partner-api.log')
  const clientId = stack.file.clients['acme-fulfilment']?.id
  await vi.waitFor(
    () => {
      const entries = readFileSync(log, 'utf8').trim().split('\n')
      expect(entries.map((line) => JSON.parse(line) as unknown)).toContainEqual(
        expect.objectContaining({ routeKey: 'GET /v1/recharges', status: 403, clientId, org: 'org_acme' }),
      )
    },
    { timeout: 20_000 },
  )
  expect(readFileSync(log, 'utf8')).not.toContain('eyJ')
})

test('a second start on the same folder is refused, and the first goes on', async () => {
  const stack = await start('twice')
  await expect(start('twice')).rejects.toThrow(/^A local stack runs already in /)
  expect((await inventory(stack)).status).toBe(200)
  expect(existsSync(join(folder, 'twice', 'stack.json'))).toBe(true)
})

test('a restart keeps ids, keys, users and data; a fresh one renews them', async () => {
  const first = await start('restart')
  const before = { keys: await keyIds(first), data: (await inventory(first)).body }
  await first.stop()
  expect(existsSync(join(folder, 'restart', 'stack.json'))).toBe(false)
  expect(enginesIn('restart')).toEqual([])
  await expect(fetch(first.file.aws.cognito)).rejects.toThrow('fetch failed')

  const second = await start('restart')
  expect(second.file.clients).toEqual(first.file.clients)
  expect(second.file.users).toEqual(first.file.users)
  expect({ keys: await keyIds(second), data: (await inventory(second)).body }).toEqual(before)
  await second.stop()

  const fresh = await start('restart', { fresh: true })
  expect(fresh.file.clients['acme-fulfilment']?.id).not.toBe(first.file.clients['acme-fulfilment']?.id)
  expect(fresh.file.users[0]?.sub).not.toBe(first.file.users[0]?.sub)
  expect(await keyIds(fresh)).not.toEqual(before.keys)
})

/** Every file's name and content. */
const snapshot = (name: string) =>
  readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name)).toString('base64')}`)
    .sort()

// The last two are DynamoDB's and the control plane's.
test.each([0, 1, 5, 6])('a taken port (offset %i) is one clear line, and costs no data', async (offset) => {
  const name = `taken-${offset}`
  const first = await start(name)
  await first.stop()
  const before = snapshot(name)
  const port = await freePorts(7)
  const squatter = createServer().listen(port + offset, '127.0.0.1')
  await once(squatter, 'listening')
  await expect(start(name, { port, fresh: true })).rejects.toThrow(
    `Port ${port + offset} is taken. End the program that uses it, or move all ports with \`--port <first port>\``,
  )
  expect(enginesIn(name)).toEqual([])
  expect(existsSync(join(folder, name, 'stack.json'))).toBe(false)
  expect(snapshot(name)).toEqual(before)
  squatter.close()
  // Whatever was taken is free again.
  expect((await start(name, { port })).file.clients).toEqual(first.file.clients)
})

test('a broken template is one clear line, nothing is left running, and a fresh start costs no data', async () => {
  await (await start('broken')).stop()
  const before = snapshot('broken')
  const template = assembly.changed((raw) => {
    for (const route of propertiesOf(raw, 'AWS::ApiGatewayV2::Route')) route['AuthorizerId'] = { Ref: 'Gone' }
  })
  await expect(start('broken', { template, fresh: true })).rejects.toThrow(
    /^Scopegate\/\w+\/Properties\.AuthorizerId: the stack has no resource or parameter `Gone`$/,
  )
  expect(snapshot('broken')).toEqual(before)
  expect(enginesIn('broken')).toEqual([])
})

test('the gateway asks for what the template asks for: a scope removed there opens the gateway, not the service', async () => {
  const template = assembly.changed((raw) => {
    for (const route of propertiesOf(raw, 'AWS::ApiGatewayV2::Route')) {
      if (route['RouteKey'] === 'GET /v1/wallet') delete route['AuthorizationScopes']
      if (route['RouteKey'] === 'GET /v1/access') route['RouteKey'] = '$default'
    }
  })
  const stack = await start('opened', { template })
  const authorization = `Bearer ${await machineToken(stack, 'acme-fulfilment')}`
  const api = stack.file.apis['partner']?.url ?? ''
  const wallet = await call(api, '/v1/wallet', { headers: { authorization } })
  expect(wallet).toMatchObject({ status: 403 })
  expect(wallet.headers['content-type']).toBe('application/problem+json')
  expect((await call(api, '/anything')).headers['www-authenticate']).toBe('Bearer')
  expect((await call(api, '/anything', { headers: { authorization } })).body).not.toBe('{"message":"Not Found"}')
})

test('to a DynamoDB that is elsewhere, start and handlers are the developer, in the developer’s region', async () => {
  const engine = await startEngine({ file: undefined, port: 0 })
  onTestFinished(() => engine.stop())
  const { endpoint, calls } = await dynamodbElsewhere(engine.endpoint)
  vi.stubEnv('DYNAMODB_ENDPOINT', endpoint)
  vi.stubEnv('AWS_PROFILE', undefined)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIADEVELOPER')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubEnv('AWS_SESSION_TOKEN', 'session')
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  const stack = await start('elsewhere')
  expect(stack.file.aws.dynamodb).toBe(endpoint)
  expect((await inventory(stack)).body.items?.length).toBeGreaterThan(0)
  // What start asks for, and what only a handler does.
  for (const operation of ['CreateTable', 'UpdateTimeToLive', 'Query', 'TransactWriteItems']) {
    expect(calls.map((one) => one.operation)).toContain(operation)
  }
  expect(new Set(calls.map(({ signedBy, sessionToken }) => `${signedBy} ${sessionToken}`))).toEqual(
    new Set(['AKIADEVELOPER eu-west-1 session']),
  )
  expect(enginesIn('elsewhere')).toEqual([])
})

test('when DynamoDB dies, calls are refused with an outage and one line says so', async () => {
  const lines: string[] = []
  const stack = await start('dead', { log: (line) => lines.push(line) })
  process.kill(engineIn(join(folder, 'dead')), 'SIGKILL')
  await vi.waitFor(() => expect(lines.filter((line) => line.startsWith('DynamoDB has ended'))).toHaveLength(1), {
    timeout: 20_000,
  })
  expect((await inventory(stack)).status).toBeGreaterThanOrEqual(500)
})
