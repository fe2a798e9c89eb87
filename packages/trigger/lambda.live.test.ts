import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { personEvent } from './testing/events.ts'
import { startSsm } from './testing/ssm-server.ts'

const entry = import.meta.resolve('@scopegate/testing/fleet/triggers/pre-token-generation')

/** Loads a system's trigger in a process of its own, as Lambda does, and hands it the event as many times as asked. */
async function run(environment: Readonly<Record<string, string>>, event: unknown, times = 1) {
  const program = `
    const { handler } = await import(${JSON.stringify(entry)})
    for (let i = 0; i < ${times}; i++) process.stderr.write(JSON.stringify(await handler(${JSON.stringify(event)})) + '\\n')
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { PATH: '', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', ...environment },
  })
  const [log, answer] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { log, answer, lines: answer.trim().split('\n') }
}

const event = personEvent({
  clientId: 'web1',
  scopes: ['deposit/read:deposit', 'deposit/write:deposit'],
  attributes: { 'custom:org_id': 'org_north', 'custom:role': 'owner' },
})

const answers = Array.from({ length: 3 }, () => ({
  userName: event.userName,
  response: {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: ['deposit/write:deposit'] } },
  },
}))
const parsed = (lines: readonly string[]) => lines.map((line): unknown => JSON.parse(line))

test('the entry serves from its variables: no call, one line of JSON for each token', async () => {
  const { log, lines } = await run({ POOL: 'garage', CLIENT_DIRECTORY: '{"garage-web":"web1"}' }, event, 3)
  expect(parsed(lines)).toMatchObject(answers)
  expect(parsed(log.trim().split('\n'))).toMatchObject([{ granted: 1 }, { granted: 1 }, { granted: 1 }])
})

test('the entry serves from the parameter: one call for many tokens', async () => {
  await using ssm = await startSsm({ kind: 'value', value: '{"garage-web":"web1"}' })
  const environment = { POOL: 'garage', CLIENT_DIRECTORY_PARAMETER: '/p', AWS_ENDPOINT_URL_SSM: ssm.url }
  const { lines } = await run(environment, event, 3)
  expect(parsed(lines)).toMatchObject(answers)
  expect(ssm.requests).toEqual(['/p'])
})

test('the entry gives up within its budget when the parameter store hangs', async () => {
  await using ssm = await startSsm({ kind: 'hang' })
  const environment = { POOL: 'garage', CLIENT_DIRECTORY_PARAMETER: '/p', AWS_ENDPOINT_URL_SSM: ssm.url }
  const { log, answer } = await run(environment, event)
  expect(answer).toContain('Sign-in is temporarily unavailable, try again in a moment')
  expect(JSON.parse(log)).toMatchObject({ outcome: 'refused', reason: 'directory_unavailable', pool: 'garage' })
})

test.each([
  [{ CLIENT_DIRECTORY: '{}' }, 'Environment variable `POOL` must name a pool of the contract'],
  [{ POOL: 'garage', CLIENT_DIRECTORY: 'web1' }, 'Environment variable `CLIENT_DIRECTORY` is not a JSON object'],
])('the entry does not start without what it needs, and says so', async (environment, complaint) => {
  const { log, answer } = await run(environment, event)
  expect(answer).toContain(complaint)
  expect(log).toBe('')
})
