import { contract } from '@scopegate/testing/fleet/contract'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTrust, type Trust } from '../testing/trust.ts'
import { createVerifier } from '../verify/verify.ts'
import { guard } from './guard.ts'

let trust: Trust
let authorization: string
beforeAll(async () => {
  trust = await startTrust()
  authorization = `Bearer ${await trust.token('garage-web')}`
})
afterAll(() => trust.server.close())

const guarded = () => {
  const lines: Record<string, unknown>[] = []
  const verify = createVerifier(contract, trust.pools)
  return { lines, requireOperation: guard(contract, { verify, log: (line) => lines.push(line) }) }
}

test('what the handler knows is typed by the operation, behind other middleware, too', async () => {
  const { requireOperation } = guarded()
  const app = new Hono<{ Variables: { started: number } }>()
  app.use('*', async (c, next) => {
    c.set('started', 7)
    await next()
    c.header('x-own', 'yes')
  })
  app.get('/base/fleet/:plate', requireOperation('getFleetItem'), (c) =>
    c.json({ org: c.var.org, plate: c.req.param('plate'), started: c.var.started }),
  )
  // @ts-expect-error a public operation has no caller
  app.get('/healthz', requireOperation('getHealth'), (c) => c.json({ called: c.var.caller !== undefined }))
  const answer = await app.request('/base/fleet/tea', { headers: { authorization } })
  expect(await answer.json()).toEqual({ org: 'org_north', plate: 'tea', started: 7 })
  expect([answer.headers.get('x-own'), answer.headers.get('cache-control')]).toEqual(['yes', 'no-store'])
  expect(await (await app.request('/healthz')).json()).toEqual({ called: false })
})

test('an operation that the contract does not have guards nothing: it is an error at the start', () => {
  const { requireOperation } = guarded()
  // @ts-expect-error there is no such operation
  expect(() => requireOperation('listFleets')).toThrow('The contract has no operation `listFleets`')
  // @ts-expect-error an inherited name is none
  expect(() => requireOperation('constructor')).toThrow('The contract has no operation')
})

test('an error that brings its answer keeps it, and other routes stay the application’s', async () => {
  const { requireOperation, lines } = guarded()
  const app = new Hono()
  app.get('/v1/fleet', requireOperation('listFleet'), () => {
    throw new HTTPException(418, { message: 'a teapot' })
  })
  app.get('/open', (c) => c.text('open'))
  const answer = await app.request('/v1/fleet', { headers: { authorization } })
  expect([answer.status, await answer.text()]).toEqual([418, 'a teapot'])
  expect(answer.headers.get('x-request-id')).toBe(lines[0]?.['requestId'])
  expect(lines).toMatchObject([{ decision: 'allow', status: 418 }])
  const open = await app.request('/open')
  expect([await open.text(), open.headers.get('x-request-id'), lines.length]).toEqual(['open', null, 1])
})

test('a route without `:org` for an operation on the organization of the path is 404, never open', async () => {
  const { requireOperation } = guarded()
  const app = new Hono()
  app.put('/v1/orgs/:id', requireOperation('openOrg'), (c) => c.json({ org: c.var.org }))
  const token = await trust.token('admin-portal')
  const answer = await app.request('/v1/orgs/org_new', { method: 'PUT', headers: { authorization: `Bearer ${token}` } })
  expect(answer.status).toBe(404)
})

test('a refusal keeps what CORS has put on it, or no page could read it', async () => {
  const { requireOperation, lines } = guarded()
  const app = new Hono()
  app.use(cors({ origin: 'https://app.example' }))
  app.get('/v1/fleet', requireOperation('listFleet'), (c) => c.json({}))
  const origin = 'https://app.example'
  for (const headers of [{ origin }, { origin, authorization }]) {
    const answer = await app.request('/v1/fleet', { headers })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('x-request-id')).toBe(lines.at(-1)?.['requestId'])
  }
  expect(lines).toMatchObject([{ status: 401 }, { status: 200 }])
})
