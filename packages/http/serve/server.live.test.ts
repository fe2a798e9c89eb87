import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { contract } from '@scopegate/testing/fleet/contract'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { lambdaHandler } from '../lambda.ts'
import { compose } from '../testing/fleet-server.ts'
import { startTrust, type Trust } from '../testing/trust.ts'
import { startServer } from './server.ts'

let trust: Trust
let environment: Readonly<Record<string, string>>

beforeAll(async () => {
  trust = await startTrust()
  environment = { PORT: '0', GREETING: 'hello', POOLS: trust.variable }
})
afterAll(() => trust.server.close())

/** The program with these variables and nothing of this process's; resolves with its first line on standard error. */
async function start(variables: Readonly<Record<string, string>>) {
  const program = fileURLToPath(import.meta.resolve('../testing/fleet-server.ts'))
  const child = spawn(process.execPath, [program], { env: { ...variables }, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const closed = once(child, 'close')
  await Promise.race([once(child.stderr, 'data'), closed])
  const exit = async () => {
    await closed
    return child.exitCode
  }
  return { output, child, exit, url: `http://127.0.0.1:${/port (\d+)/.exec(output.stderr)?.[1]}` }
}

test('the program says in one line where it listens, logs each decision, and ends well on SIGTERM', async () => {
  const { output, child, exit, url } = await start(environment)
  expect(output.stderr).toMatch(/^Scopegate listens on port \d+\n$/)
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ greeting: 'hello' })
  const token = await trust.token('garage-web')
  const answer = await fetch(`${url}/v1/access`, { headers: { authorization: `Bearer ${token}` } })
  expect([answer.status, (await fetch(`${url}/v1/access`)).status]).toEqual([200, 401])
  child.kill('SIGTERM')
  expect(await exit()).toBe(0)
  expect(output.stdout.trim().split('\n')).toHaveLength(3)
  expect(output.stdout).not.toContain(token)
})

test('a start that fails is one sentence and exit code 1', async () => {
  const { POOLS: _, ...others } = environment
  const { output, exit } = await start(others)
  expect(await exit()).toBe(1)
  expect(output.stderr).toBe('Scopegate cannot start: `POOLS` is not set: set the environment variable\n')
})

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { output, exit } = await start({ ...environment, PORT: String(port) })
  expect(await exit()).toBe(1)
  expect(output.stderr).toBe('Scopegate cannot start: `PORT` is taken: stop what listens there or set another one\n')
})

test.each([
  ['PORT', '70000'],
  ['PORT', undefined],
  ['HOST', 'everywhere'],
  ['HOST', '127.0.0.1:80'],
  ['POOLS', undefined],
  ['POOLS', '{}'],
  ['GREETING', undefined],
  ['GREETING', 'x'],
])('it does not start with %s %s, and names the variable', async (name, value) => {
  const { [name]: _, ...others } = environment
  const starting = startServer(contract, compose, { ...others, ...(value === undefined ? {} : { [name]: value }) })
  await expect(starting).rejects.toThrow(`\`${name}\``)
})

test('a Lambda function is the contract, the service and its environment', async () => {
  const handler = lambdaHandler(contract, compose, environment)
  const event = {
    version: '2.0',
    rawPath: '/healthz',
    rawQueryString: '',
    isBase64Encoded: false,
    requestContext: { requestId: 'a', domainName: 'api.example.test', http: { method: 'GET' } },
  }
  expect(await handler(event)).toMatchObject({ statusCode: 200, body: '{"greeting":"hello"}' })
  const { GREETING: _, ...others } = environment
  expect(() => lambdaHandler(contract, compose, others)).toThrow('`GREETING` is not set')
})
