import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { Problem, problemsOf } from './problem.ts'
import { bearerChallenge, problemResponse } from './respond.ts'

const shop = { name: 'shop', problemTypes: 'https://shop.example/errors#' }

test('realm and type are the contract’s', async () => {
  const answer = problemResponse(shop, new Problem('token_missing'), 'r1')
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="shop"')
  expect(await answer.json()).toEqual({
    type: 'https://shop.example/errors#token_missing',
    title: 'Access token required',
    status: 401,
    instance: 'urn:request:r1',
    code: 'token_missing',
    challenge: 'Bearer realm="shop"',
  })
})

test('a system’s own problem is answered by its row, with its own headers', async () => {
  const own = problemsOf({ shut: { status: 503, title: 'Shut', means: '', next: '', retryAfter: 60 } })
  const answer = problemResponse(shop, own('shut', { detail: 'Come back', headers: { 'x-open': '8' } }), 'r2')
  expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('x-open')]).toEqual([503, '60', '8'])
  expect(await answer.json()).toMatchObject({ type: 'https://shop.example/errors#shut', code: 'shut' })
})

test('a missing scope stands in challenge and body as a token carries it', async () => {
  const answer = problemResponse(contract, new Problem('scope_insufficient', { scope: 'fleet/read:fleet' }), 'r3')
  const challenge =
    'Bearer realm="fleet", error="insufficient_scope", error_description="Scope missing", scope="fleet/read:fleet"'
  expect(await answer.json()).toMatchObject({ challenge, scope: 'fleet/read:fleet' })
})

test('nothing ends a quoted string of the challenge early', () => {
  const facts = { realm: 'a"b', error: 'invalid_token', description: 'x\r\ny"\\’', scope: 'a" b' } as const
  expect(bearerChallenge(facts)).toBe(`Bearer realm="ab", error="invalid_token", error_description="xy'", scope="a b"`)
})
