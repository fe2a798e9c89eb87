import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startEngine } from './dynamodb/index.ts'
import type { LocalStack, LocalStackOptions } from './stack.ts'
import { propertiesOf } from './testing/assembly.ts'
import { dynamodbElsewhere } from './testing/dynamodb-elsewhere.ts'
import { engineIn } from './testing/engines.ts'
import { call } from './testing/http.ts'
import { useStacks } from './testing/stacks.ts'

const { folder, assembly, start, enginesIn } = useStacks()

const machine = 'north-fulfilment'

async function machineToken({ file }: Pick<LocalStack, 'file'>): Promise<string> {
  const client = file.clients[machine]
  const response = await fetch(`${file.pools[client?.pool ?? '']?.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client?.id}:${client?.secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

const apiOf = ({ file }: Pick<LocalStack, 'file'>) => file.apis['partner']?.url ?? ''

const fleet = async (stack: LocalStack) => {
  const authorization = `Bearer ${await machineToken(stack)}`
  const answer = await call(apiOf(stack), '/v1/fleet', { headers: { authorization } })
  return { status: answer.status, body: JSON.parse(answer.body) as { items?: { plate: string }[] } }
}

async function putItem(stack: Pick<LocalStack, 'file'>): Promise<void> {
  const headers = { authorization: `Bearer ${await machineToken(stack)}`, 'content-type': 'application/json' }
  const answer = await call(apiOf(stack), '/v1/fleet/N-1', { method: 'PUT', headers, body: '{"quantity":1}' })
  expect(answer.status).toBe(201)
}

const keyIds = async ({ file }: LocalStack) => {
  const response = await fetch(`${file.pools['garage']?.issuer}/.well-known/jwks.json`)
  return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
}

test('what prepares the data runs once, before stack.json says that all is ready', async () => {
  const file = join(folder, 'prepared', 'stack.json')
  const seen: boolean[] = []
  const options: Partial<LocalStackOptions> = {
    prepare: async (stack) => {
      seen.push(existsSync(file))
      await putItem(stack)
    },
  }
  const stack = await start('prepared', options)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(stack.file)
  for (const secret of ['stack.json', 'seed']) {
    expect(statSync(join(folder, 'prepared', secret)).mode & 0o777).toBe(0o600)
  }
  expect((await fleet(stack)).body.items).toHaveLength(1)
  await stack.stop()
  await start('prepared', options)
  expect(seen).toEqual([false])
})

test('the start page and the inbox are for this machine’s user and under its name alone, and no secret is on them', async () => {
  const { file } = await start('pages')
  const { hostname, port } = new URL(file.aws.endpoint)
  const ask = (path: string, host = `${hostname}:${port}`) => call(file.aws.endpoint, path, { headers: { host } })
  const landing = await ask('/')
  expect(landing.status).toBe(200)
  expect(landing.body).toContain(`scopes token --as ${machine}`)
  const secrets = Object.values(file.clients).flatMap(({ secret }) => secret ?? [])
  expect(secrets).not.toEqual([])
  for (const secret of [...secrets, file.aws.credentials.secretAccessKey]) expect(landing.body).not.toContain(secret)
  expect((await ask('/inbox')).body).toContain('No message yet.')
  for (const path of ['/', '/inbox']) expect((await ask(path, `evil.example:${port}`)).status).toBe(421)
})

test('a trigger reads its directory from the Parameter Store where the stage says so, with a call that is signed', async () => {
  // Its triggers have no directory of their own: packages/cdk/template/stages.test.ts.
  const stack = await start('parameter', { template: await synthesizedFleet('staging') })
  expect((await fleet(stack)).status).toBe(200)
})

test('what the gateway refuses is in its log, and no token is', async () => {
  const stack = await start('logged')
  const authorization = `Bearer ${await machineToken(stack)}`
  const denied = await call(apiOf(stack), '/v1/rentals', { headers: { authorization } })
  expect(denied.status).toBe(403)
  const log = join(folder, 'logged', 'logs', 'partner-api.log')
  const clientId = stack.file.clients[machine]?.id
  await vi.waitFor(
    () => {
      const entries = readFileSync(log, 'utf8').trim().split('\n')
      expect(entries.map((line) => JSON.parse(line) as unknown)).toContainEqual(
        expect.objectContaining({ routeKey: 'GET /v1/rentals', status: 403, clientId, org: 'org_north' }),
      )
    },
    { timeout: 20_000 },
  )
  expect(readFileSync(log, 'utf8')).not.toContain('eyJ')
})

test('a second start on the same folder is refused, and the first goes on', async () => {
  const stack = await start('twice')
  await expect(start('twice')).rejects.toThrow(/^A local stack runs already in /)
  expect((await fleet(stack)).status).toBe(200)
  expect(existsSync(join(folder, 'twice', 'stack.json'))).toBe(true)
})

test('a restart keeps ids, keys, users and data; a fresh one renews them', async () => {
  const person = {
    pool: 'garage',
    email: 'amy@garage.example',
    password: 'Correct-horse-1',
    org: 'org_north',
    role: 'owner',
  }
  const attributes = { 'custom:org_id': person.org, 'custom:role': person.role }
  const options: Partial<LocalStackOptions> = { people: () => [{ ...person, attributes }], prepare: putItem }
  const first = await start('restart', options)
  const before = { keys: await keyIds(first), data: (await fleet(first)).body }
  await first.stop()
  expect(existsSync(join(folder, 'restart', 'stack.json'))).toBe(false)
  expect(enginesIn('restart')).toEqual([])
  await expect(fetch(first.file.aws.cognito)).rejects.toThrow('fetch failed')

  const second = await start('restart', options)
  expect(second.file.clients).toEqual(first.file.clients)
  expect(second.file.users).toEqual(first.file.users)
  expect({ keys: await keyIds(second), data: (await fleet(second)).body }).toEqual(before)
  await second.stop()

  const fresh = await start('restart', { ...options, fresh: true })
  expect(fresh.file.clients[machine]?.id).not.toBe(first.file.clients[machine]?.id)
  expect(fresh.file.users[0]?.sub).not.toBe(first.file.users[0]?.sub)
  expect(await keyIds(fresh)).not.toEqual(before.keys)
})

test('the gateway asks for what the template asks for: a scope removed there opens the gateway, not the service', async () => {
  const template = assembly().changed((raw) => {
    for (const route of propertiesOf(raw, 'AWS::ApiGatewayV2::Route')) {
      if (route['RouteKey'] === 'GET /v1/deposit') delete route['AuthorizationScopes']
      if (route['RouteKey'] === 'GET /v1/access') route['RouteKey'] = '$default'
    }
  })
  const stack = await start('opened', { template })
  const authorization = `Bearer ${await machineToken(stack)}`
  const api = stack.file.apis['partner']?.url ?? ''
  const deposit = await call(api, '/v1/deposit', { headers: { authorization } })
  expect(deposit).toMatchObject({ status: 403 })
  expect(deposit.headers['content-type']).toBe('application/problem+json')
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
  await putItem(stack)
  expect((await fleet(stack)).body.items).toHaveLength(1)
  // What start asks for, and what only a handler does.
  for (const operation of ['CreateTable', 'UpdateTimeToLive', 'Query', 'PutItem']) {
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
  expect((await fleet(stack)).status).toBeGreaterThanOrEqual(500)
})
