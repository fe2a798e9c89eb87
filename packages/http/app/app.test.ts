import { kitProblems } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pathOf, probe } from '../testing/probe.ts'
import { email, startTrust, type Trust } from '../testing/trust.ts'
import { createVerifier, type VerifyToken } from '../verify/verify.ts'

let trust: Trust
let verify: VerifyToken

beforeAll(async () => {
  trust = await startTrust()
  verify = createVerifier(trust.contract, trust.pools)
})
afterAll(() => trust.server.close())

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('bad input before any operation', () => {
  const request = async (path: string, init: RequestInit = {}) => {
    const running = probe(verify)
    const answer = await running.app.request(path, init)
    return { ...running, answer, body: await answer.json().catch((): unknown => undefined) }
  }

  test.each(['/', '/v1', '/v2/fleet', '/v1/fleet/', '/V1/fleet', '/v1/fleet/a/b', '/healthz/x'])(
    'the unknown path %s is 404',
    async (path) => {
      const { answer, body, lines, calls } = await request(path, { headers: bearer(await trust.token('garage-web')) })
      expect([answer.status, body, calls]).toMatchObject([404, { code: 'not_found' }, []])
      expect(lines).toMatchObject([{ decision: 'deny', reason: 'not_found' }])
    },
  )

  const methods = new Map<string, string[]>()
  for (const { path, method } of Object.values(contract.operations))
    methods.set(path, [...(methods.get(path) ?? []), method])
  test.each([...methods])('%s answers other methods than %j with 405 and Allow', async (path, known) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'BREW']) {
      if (known.includes(method)) continue
      const { answer, body, calls, lines } = await request(pathOf(path), { method })
      expect([answer.status, body, calls]).toMatchObject([405, { code: 'method_not_allowed' }, []])
      const allow = answer.headers.get('allow')?.split(', ')
      expect(allow?.filter((each) => each !== 'HEAD').sort()).toEqual([...known].sort())
      expect(allow?.includes('HEAD')).toBe(known.includes('GET'))
      expect(lines).toMatchObject([{ decision: 'deny', reason: 'method_not_allowed', method }])
    }
  })

  test('HEAD runs the same guard as GET and answers without a body', async () => {
    const refused = await request('/v1/deposit', { method: 'HEAD' })
    expect([refused.answer.status, refused.calls, await refused.answer.text()]).toEqual([401, [], ''])
    expect(refused.answer.headers.get('www-authenticate')).toBe('Bearer realm="fleet"')
    const allowed = await request('/v1/deposit', { method: 'HEAD', headers: bearer(await trust.token('garage-web')) })
    expect([allowed.answer.status, allowed.calls, await allowed.answer.text()]).toEqual([200, ['getDeposit'], ''])
    expect(allowed.lines).toMatchObject([{ method: 'HEAD', operation: 'getDeposit' }])
  })

  test('a token in the query is not read', async () => {
    const token = await trust.token('garage-web')
    const { answer } = await request(`/v1/deposit?access_token=${token}`)
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="fleet"'])
  })

  test('an odd path is 400 before routing, whatever token comes', async () => {
    const { answer, body, lines, calls } = await request('/v1/fleet/a;b', {
      headers: bearer(await trust.token('garage-web')),
    })
    expect([answer.status, body, calls]).toMatchObject([400, { code: 'path_refused' }, []])
    expect(lines).toMatchObject([{ decision: 'deny', reason: 'path_separator', problem: 'path_refused' }])
  })
})

test('every answer forbids caching, sniffing and framing, and names its request', async () => {
  const { app } = probe(verify)
  for (const path of ['/healthz', '/v1/deposit', '/nowhere', '/v1/a;b']) {
    const { headers } = await app.request(path, { headers: { 'x-request-id': 'mine', 'x-amzn-requestid': 'mine' } })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('a missing key set is 503 with Retry-After and without a challenge, and the token is not blamed', async () => {
  const token = await trust.token('garage-web')
  const { answer: good } = trust.server
  trust.server.answer = (_request, response) => response.writeHead(500).end()
  try {
    const { app, calls, lines } = probe(createVerifier(trust.contract, trust.pools))
    const answer = await app.request('/v1/deposit', { headers: bearer(token) })
    expect([answer.status, await answer.json(), calls]).toMatchObject([503, { code: 'keys_unavailable' }, []])
    expect(answer.headers.get('retry-after')).toBe(String(kitProblems.keys_unavailable.retryAfter))
    expect(answer.headers.get('www-authenticate')).toBeNull()
    expect(lines).toMatchObject([{ reason: 'keys_unavailable', pool: 'garage', error: { name: 'KeySetUnavailable' } }])
  } finally {
    trust.server.answer = good
  }
})

test('a verifier that fails is a 500 without a challenge: our mistake is not the token’s', async () => {
  const { app, calls, lines } = probe(() => Promise.reject(new RangeError('oops')))
  const answer = await app.request('/v1/deposit', { headers: bearer('a') })
  expect([answer.status, await answer.json(), calls]).toMatchObject([500, { code: 'internal' }, []])
  expect(answer.headers.get('www-authenticate')).toBeNull()
  expect(lines).toMatchObject([{ decision: 'deny', reason: 'guard_failed', error: { name: 'RangeError' } }])
})

test('the log line names who and what, and nothing of the person', async () => {
  const running = probe(verify)
  await running.app.request('/v1/deposit/entries?cursor=secret', { headers: bearer(await trust.token('garage-web')) })
  expect(running.lines).toEqual([
    {
      event: 'decision',
      at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      requestId: expect.any(String) as string,
      method: 'GET',
      decision: 'allow',
      reason: 'scope_held',
      operation: 'listDepositEntries',
      pool: 'garage',
      client: 'garage-web',
      clientId: 'garageweb'.padEnd(26, '0'),
      kind: 'user',
      sub: '7d0c0000-0000-7000-8000-0000000000aa',
      org: 'org_north',
      status: 200,
      durationMs: expect.any(Number) as number,
    },
  ])
  expect(JSON.stringify(running.lines)).not.toContain(email)
})

test('every operation of the contract is mounted, and nothing else', () => {
  const { app } = probe(verify)
  const mounted = app.routes.map(({ path, method }) => `${method} ${path}`)
  const wanted = Object.values(contract.operations).map(
    ({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  )
  expect(mounted.toSorted()).toEqual(wanted.toSorted())
})
