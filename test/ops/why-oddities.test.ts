/**
 * `scopes why` against the running stack where the matrix does not go: odd texts, paths and methods, and generated tokens with
 * every combination of faults.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimsOf, operation, specimen } from '../agreement/specimens.ts'
import { operations } from '../support/contract.ts'
import { accessClaims, forge } from '../support/forge.ts'
import { clientOf } from '../support/stack.ts'
import { type Gate, live, type Refusal, told } from './ask.ts'

/** `iat` lies in the past by a second at least, or a clock that is read twice decides. */
const good = (rest = {}) =>
  forge('merchant', {
    ...accessClaims('merchant', clientOf('merchant-web').id, { scope: 'inventory/read:inventory', ...rest }),
    org_id: 'org_acme',
    role: 'staff',
    ...rest,
  })

const operator = () =>
  forge('admin', accessClaims('admin', clientOf('admin-portal').id, { scope: 'wallet/write:org', role: 'operator' }))

const header = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const tokens: Readonly<Record<string, () => Promise<string> | string>> = {
  'no token': () => '',
  'a word': () => 'hello',
  'five parts': () => 'a.b.c.d.e',
  'three words': () => 'a.b.c',
  'an array for claims': () => `${header({ alg: 'RS256' })}.${header([])}.c2ln`,
  'two words': () => 'hello world',
  'no algorithm': async () => `${header({ alg: 'none' })}.${(await good()).split('.')[1]}.`,
  'a symmetric algorithm': async () => `${header({ alg: 'HS256' })}.${(await good()).split('.').slice(1).join('.')}`,
  'another RSA algorithm': async () => {
    const [head = '', ...rest] = (await good()).split('.')
    // The cast is safe: `forge` writes a header with a key id.
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as { kid: string }
    return [header({ alg: 'RS512', kid }), ...rest].join('.')
  },
  'a changed signature': async () => {
    const [head, body, signature = ''] = (await good()).split('.')
    return `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
  },
  'an unknown key': () => forge('merchant', accessClaims('merchant', clientOf('merchant-web').id), { key: 'unknown' }),
  'a good token': () => good(),
  'a token of no use': () => good({ token_use: undefined }),
  'a token for another audience': () => good({ aud: 'https://other.example' }),
  'a person whose subject is the client': () => good({ sub: clientOf('merchant-web').id }),
  'scopes in `scp`': () => good({ scope: undefined, scp: ['inventory/read:inventory'] }),
  'a text for a time': () => good({ nbf: 'soon' }),
  'an issue date in the future': () => good({ iat: Math.floor(Date.now() / 1000) + 600 }),
  // Within the services' tolerance; the gateway documents none.
  'an issue date four seconds ahead': () => good({ iat: Math.floor(Date.now() / 1000) + 4 }),
  'an operator': operator,
}

/** Whether a handler gave the answer: it may know no such thing. */
const isHandlers = ({ status, layer, body }: Refusal) =>
  status < 400 || (layer === 'service' && body?.['code'] === 'not_found')

test.each(Object.keys(tokens))('why answers like both layers for %s', async (name) => {
  const token = (await tokens[name]?.()) ?? ''
  for (const gate of ['merchant', 'services'] satisfies Gate[]) {
    const [said, answer] = [
      await told(gate, 'GET', '/v1/inventory', token),
      await live(gate, 'GET', '/v1/inventory', token),
    ]
    expect([gate, said.refusal]).toEqual([gate, isHandlers(answer) ? undefined : answer])
  }
})

test.each([
  ['GET', '/v1/inventory/'],
  ['GET', '/v1//inventory'],
  ['GET', '/v1/inventory/%zz'],
  ['GET', '/v1/inventory/..'],
  ['GET', '/v1/inventory/./tea'],
  ['GET', '/v1/inventory/a%2Fb'],
  ['GET', '/v1/inventory/a%5Cb'],
  ['GET', '/v1/inventory/a%2541'],
  ['GET', '/v1/inventory/a;b'],
  ['GET', '/V1/inventory'],
  ['GET', '/nowhere'],
  ['GET', '/'],
  ['DELETE', '/v1/inventory'],
  ['DELETE', '/v1/inventory/tea'],
  ['POST', '/v1/wallet'],
  ['PATCH', '/v1/recharges'],
  ['PUT', '/v1/orgs/org_acme'],
  ['POST', '/healthz'],
])('why answers like both layers for %s %s', async (method, path) => {
  const token = await good()
  for (const gate of ['merchant', 'admin', 'services'] satisfies Gate[]) {
    const [said, answer] = [await told(gate, method, path, token), await live(gate, method, path, token)]
    expect([gate, said.verdict, said.refusal]).toEqual([gate, 'refused', answer])
  }
})

test('why answers like both layers about organizations in the path', async () => {
  for (const gate of ['admin', 'services'] satisfies Gate[]) {
    const said = await told(gate, 'PUT', '/v1/orgs/ACME', await operator())
    expect([gate, said.reason, said.refusal]).toEqual([
      gate,
      'org_malformed',
      await live(gate, 'PUT', '/v1/orgs/ACME', await operator()),
    ])
  }
})

test('why knows that the services answer HEAD and the gateway does not', async () => {
  const token = await good()
  expect((await told('services', 'HEAD', '/v1/inventory', token)).verdict).toBe('passes')
  expect((await live('services', 'HEAD', '/v1/inventory', token)).status).toBe(200)
  expect((await told('merchant', 'HEAD', '/v1/inventory', token)).reason).toBe('method_unknown')
  expect((await live('merchant', 'HEAD', '/v1/inventory', token)).status).toBe(404)
})

test('why answers like both layers about any token', { timeout: 120_000 }, async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(specimen, operation, async (each, id) => {
      const token = await forge(each.pool, claimsOf(each), { key: each.key })
      const { path } = operations[id]
      const concrete = path.replaceAll(/\{\w+\}/g, 'none')
      for (const gate of [each.pool, 'services'] satisfies Gate[]) {
        const [said, answer] = [await told(gate, 'GET', concrete, token), await live(gate, 'GET', concrete, token)]
        seen.add(said.reason ?? said.verdict)
        expect([gate, said.refusal]).toEqual([gate, isHandlers(answer) ? undefined : answer])
      }
    }),
    { numRuns: 300 },
  )
  // A generator that reaches few reasons would prove little.
  expect(seen.size).toBeGreaterThan(12)
})
