import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ClientDirectory, createClientDirectory } from './client-directory.ts'
import { TokenRefused } from './refusal.ts'
import { ssmParameter } from './ssm-parameter.ts'
import { type Behaviour, type SsmServer, startSsm } from './testing/ssm-server.ts'

const value = (names: Readonly<Record<string, string>>): Behaviour => ({ kind: 'value', value: JSON.stringify(names) })
const both = value({ 'garage-web': 'web1', 'garage-app': 'app1' })

let ssm: SsmServer
let clock: number

beforeEach(async () => {
  clock = 0
  ssm = await startSsm(both)
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', ssm.url)
  vi.stubEnv('AWS_REGION', 'us-east-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local')
})

afterEach(() => ssm[Symbol.asyncDispose]())

const directory = (budget = 10_000): ClientDirectory =>
  createClientDirectory({
    read: (signal) => ssmParameter('/scopegate/garage/clients', signal),
    now: () => clock,
    budget,
    coolDown: 30_000,
  })

async function outageOf(lookup: Promise<unknown>): Promise<TokenRefused> {
  const error: unknown = await lookup.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof TokenRefused)) throw new Error('The lookup was not refused', { cause: error })
  expect(error.reason).toBe('directory_unavailable')
  return error
}

describe('nameOf()', () => {
  test('reads the parameter once and answers from memory after that', async () => {
    const clients = directory()
    expect(await clients.nameOf('web1')).toBe('garage-web')
    clock += 1e9
    expect(await clients.nameOf('app1')).toBe('garage-app')
    expect(await clients.nameOf('web1')).toBe('garage-web')
    expect(ssm.requests).toEqual(['/scopegate/garage/clients'])
  })

  test('reads it once for many lookups at the same time', async () => {
    const clients = directory()
    const ids = ['web1', 'app1', 'nobody', 'web1', 'nobody']
    expect(await Promise.all(ids.map((id) => clients.nameOf(id)))).toEqual([
      'garage-web',
      'garage-app',
      undefined,
      'garage-web',
      undefined,
    ])
    expect(ssm.requests).toHaveLength(1)
  })

  test('does not know the names of an object’s members as clients', async () => {
    const clients = directory()
    for (const id of ['constructor', '__proto__', 'toString', 'garage-web', '']) {
      expect(await clients.nameOf(id)).toBeUndefined()
    }
  })

  test('reads again for an unknown id, but not before the cool-down is over', async () => {
    const clients = directory()
    await clients.nameOf('web1')
    ssm.behave(value({ 'garage-web': 'web1', 'garage-app': 'app2' }))
    clock = 29_999
    expect(await clients.nameOf('app2')).toBeUndefined()
    expect(ssm.requests).toHaveLength(1)
    clock = 30_000
    expect(await clients.nameOf('app2')).toBe('garage-app')
    expect(ssm.requests).toHaveLength(2)
    clock = 59_999
    expect(await clients.nameOf('nobody')).toBeUndefined()
    expect(ssm.requests).toHaveLength(2)
  })
})

describe('an outage of the parameter store', () => {
  test('that one retry mends is not noticed', async () => {
    ssm.behave({ kind: 'error', status: 500, type: 'InternalServerError' }, both)
    expect(await directory().nameOf('web1')).toBe('garage-web')
    expect(ssm.requests).toHaveLength(2)
  })

  test.each<[string, Behaviour]>([
    ['answers 500', { kind: 'error', status: 500, type: 'InternalServerError' }],
    ['has no such parameter', { kind: 'error', status: 400, type: 'ParameterNotFound' }],
    ['denies access', { kind: 'error', status: 400, type: 'AccessDeniedException' }],
    ['answers what is no JSON', { kind: 'text', text: '<html>Bad gateway</html>' }],
    ['answers without a parameter', { kind: 'text', text: '{}' }],
    ['closes the connection', { kind: 'drop' }],
    ['holds no JSON', { kind: 'value', value: 'garage-web=web1' }],
    ['holds an empty text', { kind: 'value', value: '' }],
    ['holds null', { kind: 'value', value: 'null' }],
    ['holds a list', { kind: 'value', value: '["web1"]' }],
    ['holds an id that is no text', { kind: 'value', value: '{"garage-web":1}' }],
    ['holds an empty id', { kind: 'value', value: '{"garage-web":""}' }],
    ['holds a placeholder instead of an id', { kind: 'value', value: '{"garage-web":"${Token[TOKEN.1]}"}' }],
    ['gives one id to two names', value({ 'garage-web': 'web1', 'garage-app': 'web1' })],
  ])('that %s says "try again", and is over when it is over', async (_, behaviour) => {
    const clients = directory()
    ssm.behave(behaviour)
    const { message, detail } = await outageOf(clients.nameOf('web1'))
    expect(message).toBe('Sign-in is temporarily unavailable, try again in a moment')
    expect(detail).not.toMatch(/web1|html|127\.0\.0\.1/)
    ssm.behave(both)
    expect(await clients.nameOf('web1')).toBe('garage-web')
  })

  test.each<[string, Behaviour]>([
    ['never answers', { kind: 'hang' }],
    ['stops in the middle of its answer', { kind: 'stall' }],
  ])('that %s ends with the budget, and is over when it is over', async (_, behaviour) => {
    const clients = directory(250)
    ssm.behave(behaviour)
    // The limit of an attempt would end it later and with another word.
    expect((await outageOf(clients.nameOf('web1'))).detail).toContain('could not be read within 250 ms')
    ssm.behave(both)
    // On a busy machine even a good answer can take longer than this budget.
    await vi.waitFor(async () => expect(await clients.nameOf('web1')).toBe('garage-web'), { timeout: 10_000 })
  })

  test('that never answers is given up after two attempts', async () => {
    ssm.behave({ kind: 'hang' })
    expect((await outageOf(directory().nameOf('web1'))).detail).toContain('TimeoutError')
    expect(ssm.requests.length).toBeLessThanOrEqual(2)
  })

  test('fails every lookup that waited for it, and leaves none behind', async () => {
    const clients = directory()
    ssm.behave({ kind: 'error', status: 400, type: 'AccessDeniedException' })
    await Promise.all(['web1', 'app1', 'nobody'].map((id) => outageOf(clients.nameOf(id))))
    expect(ssm.requests).toHaveLength(1)
  })

  test('does not touch the clients that are known already, and calls nobody unknown', async () => {
    const clients = directory()
    await clients.nameOf('web1')
    ssm.behave({ kind: 'error', status: 400, type: 'AccessDeniedException' })
    clock = 30_000
    await outageOf(clients.nameOf('app2'))
    await outageOf(clients.nameOf('app2'))
    expect(await clients.nameOf('web1')).toBe('garage-web')
  })
})
