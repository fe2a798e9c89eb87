import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nobody } from '../dynamodb/index.ts'
import type { ResolvedFunction } from '../template/index.ts'
import { environmentOf } from './environment.ts'
import { createLambdas, type Lambdas } from './index.ts'

let folder: string
let lambdas: Lambdas | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-lambda-'))
})

afterEach(async () => {
  await lambdas?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function start(
  code: string,
  overrides: Partial<ResolvedFunction> = {},
  concurrency = 2,
  idleMilliseconds = 60_000,
): Promise<Lambdas> {
  await writeFile(join(folder, 'index.mjs'), code)
  const target: ResolvedFunction = {
    logicalId: 'Fn',
    name: 'fn-1',
    label: 'fn',
    assetPath: folder,
    handler: 'index.handler',
    environment: { GREETING: 'hello' },
    timeoutSeconds: 5,
    memory: 128,
    ...overrides,
  }
  const endpoints = { dynamodb: 'http://127.0.0.1:1', cognito: 'http://127.0.0.1:2', ssm: 'http://127.0.0.1:3' }
  lambdas = createLambdas([target], {
    ...nobody,
    endpoints,
    database: { ...nobody, tables: [] },
    logDirectory: folder,
    concurrency,
    idleMilliseconds,
  })
  return lambdas
}

test('a function answers with what its handler returns, as JSON', async () => {
  const { invoke } = await start(`export const handler = async (event, context) =>
    ({ event, name: context.functionName, left: context.getRemainingTimeInMillis() > 0, gone: undefined })`)
  expect(await invoke('Fn', { a: 1 })).toEqual({
    ok: true,
    payload: { event: { a: 1 }, name: 'fn-1', left: true },
  })
})

test('a function sees its own variables and Lambda’s, and nothing of ours', async () => {
  vi.stubEnv('AWS_PROFILE', 'production')
  vi.stubEnv('SECRET_OF_THE_SHELL', 'x')
  const { invoke } = await start('export const handler = async () => process.env')
  const result = await invoke('Fn', {})
  expect(result.ok && Object.keys(result.payload as object).sort()).toEqual([
    'AWS_ACCESS_KEY_ID',
    'AWS_CONFIG_FILE',
    'AWS_DEFAULT_REGION',
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
    'AWS_ENDPOINT_URL_DYNAMODB',
    'AWS_ENDPOINT_URL_SSM',
    'AWS_EXECUTION_ENV',
    'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
    'AWS_LAMBDA_FUNCTION_NAME',
    'AWS_LAMBDA_FUNCTION_VERSION',
    'AWS_LAMBDA_LOG_GROUP_NAME',
    'AWS_LAMBDA_LOG_STREAM_NAME',
    'AWS_REGION',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SHARED_CREDENTIALS_FILE',
    'GREETING',
    'LAMBDA_TASK_ROOT',
    'TZ',
    '_HANDLER',
  ])
})

test('a handler that throws is an error with its name and message, and the function goes on', async () => {
  const { invoke } = await start(`export const handler = async ({ fail }) => {
    if (fail) throw new TypeError('no luck')
    return 'fine' }`)
  expect(await invoke('Fn', { fail: true })).toEqual({
    ok: false,
    kind: 'error',
    errorType: 'TypeError',
    errorMessage: 'no luck',
  })
  expect(await invoke('Fn', {})).toEqual({ ok: true, payload: 'fine' })
})

test('an endless loop is stopped at the template’s timeout, and the next call gets a new sandbox', async () => {
  const { invoke } = await start(
    'let calls = 0; export const handler = async ({ spin }) => { calls++; while (spin); return calls }',
    { timeoutSeconds: 1 },
  )
  expect(await invoke('Fn', {})).toEqual({ ok: true, payload: 1 })
  expect(await invoke('Fn', { spin: true })).toMatchObject({
    ok: false,
    kind: 'timeout',
    errorType: 'Sandbox.Timedout',
  })
  expect(await invoke('Fn', {})).toEqual({ ok: true, payload: 1 })
})

test.each([
  ['process.exit', 'process.exit(3)'],
  ['an error nobody catches', 'setTimeout(() => { throw new Error("lost") }); await new Promise(() => {})'],
  ['a promise nobody catches', 'Promise.reject(new Error("lost")); await new Promise(() => {})'],
])('%s is a crash, and the next call gets a new sandbox', async (_, statement) => {
  const { invoke } = await start(`export const handler = async ({ crash }) => { if (crash) { ${statement} } return 1 }`)
  expect(await invoke('Fn', { crash: true })).toMatchObject({ ok: false, kind: 'crash' })
  expect(await invoke('Fn', {})).toEqual({ ok: true, payload: 1 })
})

test('a bundle that does not load is a crash, each time', async () => {
  const { invoke } = await start('throw new Error("bad configuration")')
  // More often than there may be sandboxes: a dead one must not keep its place.
  for (let time = 0; time < 3; time++) {
    expect(await invoke('Fn', {})).toMatchObject({ ok: false, kind: 'crash', errorMessage: 'bad configuration' })
  }
})

test('concurrent invocations run side by side, each alone in its sandbox, and the rest wait', async () => {
  const { invoke } = await start(`let inside = 0
    export const handler = async ({ turn }) => {
      inside++
      const seen = inside
      await new Promise((resolve) => setTimeout(resolve, 20))
      inside--
      return { turn, seen } }`)
  const results = await Promise.all(Array.from({ length: 8 }, (_, turn) => invoke('Fn', { turn })))
  expect(results).toEqual(Array.from({ length: 8 }, (_, turn) => ({ ok: true, payload: { turn, seen: 1 } })))
})

test('an idle sandbox ends, and one that is used does not', async () => {
  const { invoke } = await start('let calls = 0; export const handler = async () => ++calls', {}, 2, 1500)
  const used = async (times: number) => {
    let last: unknown
    for (let time = 0; time < times; time++) {
      last = await invoke('Fn', {})
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    return last
  }
  expect(await used(8)).toEqual({ ok: true, payload: 8 })
  await new Promise((resolve) => setTimeout(resolve, 2500))
  expect(await used(1)).toEqual({ ok: true, payload: 1 })
})

test('a slow invocation does not hold up another', async () => {
  const { invoke } = await start(
    'export const handler = async ({ ms }) => { await new Promise((resolve) => setTimeout(resolve, ms)); return ms }',
    { timeoutSeconds: 20 },
  )
  const order: unknown[] = []
  const slow = invoke('Fn', { ms: 3000 }).then(() => order.push('slow'))
  await invoke('Fn', { ms: 0 }).then(() => order.push('quick'))
  await slow
  expect(order).toEqual(['quick', 'slow'])
})

test('what a function prints goes to its log file', async () => {
  const { invoke } = await start(
    `import { writeSync } from 'node:fs'
    export const handler = async () => {
      console.log('to stdout')
      console.error('to stderr')
      writeSync(1, 'to its descriptor')
    }`,
  )
  expect(await invoke('Fn', {})).toEqual({ ok: true, payload: null })
  await vi.waitFor(
    async () => {
      const log = await readFile(join(folder, 'fn.log'), 'utf8')
      expect(log).toContain('to stdout')
      expect(log).toContain('to stderr')
      expect(log).toContain('to its descriptor')
    },
    { timeout: 20_000 },
  )
})

test('an unknown function is a crash, and so is any call after the stop', async () => {
  const { invoke, stop } = await start('export const handler = async () => 1')
  expect(await invoke('Other', {})).toMatchObject({ ok: false, kind: 'crash' })
  await stop()
  expect(await invoke('Fn', {})).toMatchObject({ ok: false, kind: 'crash' })
})

test('only a function with a table is the developer to a DynamoDB that is elsewhere', () => {
  const target: ResolvedFunction = {
    logicalId: 'Fn',
    name: 'fn-1',
    label: 'fn',
    assetPath: '/',
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 5,
    memory: 128,
  }
  const database = {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIADEVELOPER', secretAccessKey: 'secret', sessionToken: 'session' },
    tables: ['deposits-1'],
  }
  const endpoints = { dynamodb: 'http://db.example', cognito: 'http://127.0.0.1:2', ssm: 'http://127.0.0.1:3' }
  const surroundings = { ...nobody, endpoints, database }
  expect(environmentOf({ ...target, environment: { DEPOSITS_TABLE: 'deposits-1' } }, surroundings)).toMatchObject({
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIADEVELOPER',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  })
  const other = environmentOf(target, surroundings)
  expect(other).toMatchObject({ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local' })
  expect(Object.values(other).join()).not.toMatch(/DEVELOPER|secret|session/)
})
