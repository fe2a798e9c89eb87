import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ResolvedRoute } from '../template/index.ts'
import { call, listen } from '../testing/http.ts'
import { createGateway } from './index.ts'

const origin = 'https://shop.example'
const route = (key: string, authorizer?: string): ResolvedRoute => {
  const [method = '', path = ''] = key.split(' ')
  return { id: key, integration: 'integ01', key, method, path, scopes: [], authorizer, functionLogicalId: 'Fn' }
}

const cors = {
  allowOrigins: [origin],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['authorization'],
  exposeHeaders: ['etag'],
  allowCredentials: false,
  maxAge: 3600,
}

const start = (configured: boolean) =>
  listen(
    createGateway({
      api: {
        logicalId: 'Api',
        id: 'api',
        name: 'shop',
        title: 'shop-api',
        routes: [route('GET /a'), route('PUT /b', 'Jwt'), route('ANY /any/{rest+}', 'Jwt')],
        authorizers: {
          Jwt: {
            title: 'Jwt',
            issuer: 'http://127.0.0.1:1/x',
            audience: ['c'],
            identitySource: '$request.header.Authorization',
          },
        },
        cors: configured ? cors : undefined,
      },
      invoke: async () => ({
        ok: true,
        payload: { statusCode: 200, headers: { 'access-control-allow-origin': '*', etag: '"1"' }, body: 'x' },
      }),
      now: Date.now,
      log: () => {},
      access: () => {},
    }),
  )

let gateway: Awaited<ReturnType<typeof start>>
let without: Awaited<ReturnType<typeof start>>
beforeAll(async () => {
  ;[gateway, without] = await Promise.all([start(true), start(false)])
})
afterAll(async () => {
  await Promise.all([gateway.stop(), without.stop()])
})

const preflight = (path: string, headers: Record<string, string> = {}) =>
  call(gateway.url, path, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PUT', ...headers },
  })

test('a preflight is answered by the gateway, without an OPTIONS route and without a token', async () => {
  const answer = await preflight('/b')
  expect(answer).toMatchObject({ status: 204, body: '' })
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET,PUT',
    'access-control-allow-headers': 'authorization',
    'access-control-max-age': '3600',
  })
  expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
})

test('a preflight of another origin is told nothing', async () => {
  const answer = await preflight('/b', { origin: 'https://evil.example' })
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('an OPTIONS without the preflight’s headers is no preflight', async () => {
  expect((await call(gateway.url, '/b', { method: 'OPTIONS', headers: { origin } })).status).toBe(404)
})

test('a greedy route with an authorizer catches the preflight and answers 401', async () => {
  expect((await preflight('/any/x')).status).toBe(401)
})

test('the function’s own CORS headers are replaced by the API’s', async () => {
  const answer = await call(gateway.url, '/a', { headers: { origin } })
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'etag',
    etag: '"1"',
  })
  const foreign = await call(gateway.url, '/a', { headers: { origin: 'https://evil.example' } })
  expect(foreign.headers).not.toHaveProperty('access-control-allow-origin')
})

test('an API without CORS answers no preflight, and leaves the function’s headers alone', async () => {
  const options = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } }
  expect((await call(without.url, '/a', options)).status).toBe(404)
  expect((await call(without.url, '/a', { headers: { origin } })).headers['access-control-allow-origin']).toBe('*')
})
