import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GatewayEvent } from '../lambda.ts'
import { headersOf, requestOf } from './request.ts'

const event = (headers: Record<string, string>, cookies?: readonly string[]): GatewayEvent => ({
  version: '2.0',
  rawPath: '/',
  rawQueryString: '',
  headers,
  ...(cookies === undefined ? {} : { cookies }),
  isBase64Encoded: false,
  requestContext: { requestId: 'r', domainName: 'x.test', http: { method: 'GET' } },
})

const text = fc.oneof(fc.constantFrom('a', 'x-a', 'a b', ' a ', 'a\r\nb', 'a\0', 'é', '\t', ':'), fc.string())

test('headers are those that Node’s own would hold, and refused where Node refuses them', () => {
  fc.assert(
    fc.property(text, text, (name, value) => {
      let held: string | undefined
      try {
        held =
          new Headers([[name, /[^\0-\x7f]/.test(value) ? encodeURIComponent(value.toWellFormed()) : value]]).get(
            name,
          ) ?? ''
      } catch {
        held = undefined
      }
      const ours = headersOf(event({ [name]: value }))
      // An empty one is left out, as `hono/aws-lambda` has it.
      expect(value === '' ? held !== undefined : ours?.get(name.toLowerCase())).toEqual(
        value === '' ? ours !== undefined : held,
      )
    }),
    { numRuns: 2000 },
  )
})

test('an empty header is left out', () => {
  expect(headersOf(event({ 'x-a': '' }))?.has('x-a')).toBe(false)
})

test('cookies come in one header', () => {
  expect(headersOf(event({}, ['a=1', 'b=2']))?.get('cookie')).toBe('a=1; b=2')
})

const parts = {
  method: 'PUT',
  url: 'https://x.test/a/../b?c=d e#f',
  headers: new Map([
    ['x-a', 'b'],
    ['content-type', 'application/json'],
  ]),
  body: new Uint8Array([123, 125]),
}

test('what is asked for most is known at once, and all of it when more is asked for', async () => {
  const request = requestOf(parts)
  const whole = new Request(parts.url, { ...parts, headers: [...parts.headers] })
  expect([
    request.method,
    request.url,
    request.headers.get('X-A'),
    request.headers.get('b'),
    request.headers.has('X-a'),
  ]).toEqual(['PUT', whole.url, 'b', null, true])
  expect([...request.headers]).toEqual([...whole.headers])
  expect(request).toBeInstanceOf(Request)
  expect(await request.clone().json()).toEqual({})
  request.headers.set('x-a', 'c')
  expect([await request.text(), request.bodyUsed, request.headers.get('x-a')]).toEqual(['{}', true, 'c'])
})
