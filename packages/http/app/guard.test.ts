import { indexOf, type OperationSpec } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pathOf, probe, watchedBody } from '../testing/probe.ts'
import { type Claims, startTrust, type Trust, wire } from '../testing/trust.ts'
import { createVerifier, type VerifyToken } from '../verify/verify.ts'

const { operations, scopes, wireName } = indexOf(contract)
let trust: Trust
let verify: VerifyToken

beforeAll(async () => {
  trust = await startTrust()
  verify = createVerifier(trust.contract, trust.pools)
})
afterAll(() => trust.server.close())

interface Row {
  readonly id: string
  readonly operation: OperationSpec
  readonly scope: string
}

const isProtected = ({ access }: OperationSpec) => access.kind === 'scope'
const rows: readonly Row[] = operations.flatMap(({ id, operation }) =>
  operation.access.kind === 'scope' ? [{ id, operation, scope: operation.access.scope }] : [],
)

/** A client of the kind that the operation's tenancy wants. */
const clientFor = ({ tenancy }: OperationSpec): string => (tenancy === 'path' ? 'admin-portal' : 'garage-web')
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function send(operation: OperationSpec, headers: Record<string, string>) {
  const watched = watchedBody()
  const withBody = operation.method !== 'GET'
  const running = probe(verify)
  const answer = await running.app.request(pathOf(operation.path), {
    method: operation.method,
    headers,
    ...(withBody ? { body: watched.body, duplex: 'half' } : {}),
  })
  return { ...running, answer, wasRead: watched.wasRead() }
}

describe.each(rows)('$id', ({ id, operation, scope }) => {
  const refusals: readonly [string, () => Promise<Record<string, string>>, number, string, string][] = [
    ['nothing is sent', async () => ({}), 401, 'token_missing', 'Bearer realm="fleet"'],
    [
      'another scheme is sent',
      async () => ({ authorization: 'Basic YTpi' }),
      401,
      'token_missing',
      'Bearer realm="fleet"',
    ],
    [
      'two tokens are sent',
      async () => ({ authorization: 'Bearer a, Bearer b' }),
      400,
      'credentials_malformed',
      'error="invalid_request"',
    ],
    ['garbage is sent', async () => bearer('a.b.c'), 401, 'token_rejected', 'error="invalid_token"'],
    [
      'an ID token is sent',
      async () => bearer(await trust.token(clientFor(operation), { token_use: 'id' })),
      401,
      'id_token_sent',
      'error_description="This is an ID token; send the access token"',
    ],
    [
      'the token has expired, even if it lacks the scope, too',
      async () => bearer(await trust.token(clientFor(operation), { exp: 1, scope: '' })),
      401,
      'token_rejected',
      'error="invalid_token"',
    ],
    [
      'the token has every scope but the one',
      async () => {
        const others = scopes.map((row) => row.scope).filter((each) => each !== scope)
        return bearer(await trust.token(clientFor(operation), { scope: wire(...others) }))
      },
      403,
      'scope_insufficient',
      `error="insufficient_scope"`,
    ],
    [
      'the token has the scope in a form that only looks like it',
      async () =>
        bearer(await trust.token(clientFor(operation), { scope: `${wireName(scope)}s x${wireName(scope)} ${scope}` })),
      403,
      'scope_insufficient',
      `scope="${wireName(scope)}"`,
    ],
    [
      'the caller has no role',
      async () => bearer(await trust.token(clientFor(operation), { role: undefined })),
      403,
      'caller_unassigned',
      'none',
    ],
  ]

  test.each(refusals)('is refused when %s', async (_, headers, status, code, challenge) => {
    const { answer, calls, lines, wasRead } = await send(operation, await headers())
    const body: unknown = await answer.json()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({ code, status, instance: `urn:request:${answer.headers.get('x-request-id')}` })
    expect(answer.headers.get('www-authenticate') ?? 'none').toContain(challenge)
    expect(calls, 'handler calls').toEqual([])
    expect(wasRead, 'body reads').toBe(false)
    expect(lines).toMatchObject([{ event: 'decision', decision: 'deny', operation: id, status, problem: code }])
  })

  test('is allowed with nothing but its scope', async () => {
    const { answer, calls, lines } = await send(
      operation,
      bearer(await trust.token(clientFor(operation), { scope: wire(scope) })),
    )
    expect([answer.status, calls]).toEqual([200, [id]])
    expect(lines).toMatchObject([{ decision: 'allow', reason: 'scope_held', operation: id, status: 200 }])
  })
})

test('the challenge of a missing token is bare, and that of a missing scope names the scope in wire form', async () => {
  const bare = await probe(verify).app.request('/v1/deposit')
  expect(bare.headers.get('www-authenticate')).toBe('Bearer realm="fleet"')
  const token = await trust.token('garage-web', { scope: wire('read:fleet') })
  const refused = await probe(verify).app.request('/v1/deposit', { headers: bearer(token) })
  const challenge = refused.headers.get('www-authenticate')
  expect(challenge).toMatch(
    /^Bearer realm="fleet", error="insufficient_scope", error_description="[^"\\]+", scope="deposit\/read:deposit"$/,
  )
  expect(await refused.json()).toMatchObject({ challenge, scope: 'deposit/read:deposit' })
})

describe.each(rows.filter(({ operation }) => operation.tenancy === 'caller'))(
  '$id acts on the caller’s org',
  ({ operation, scope }) => {
    test('and refuses callers who belong to none', async () => {
      const { answer, calls } = await send(operation, bearer(await trust.token('admin-portal', { scope: wire(scope) })))
      expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'caller_kind_refused' }])
      expect(calls).toEqual([])
    })

    test('and gives the handler the org of the token, also to a machine', async () => {
      const { answer } = await send(operation, bearer(await trust.token('south-kiosk', { scope: wire(scope) })))
      expect(await answer.json()).toMatchObject({ org: 'org_south' })
    })
  },
)

describe.each(rows.filter(({ operation }) => operation.tenancy === 'path'))(
  '$id acts on the path’s org',
  ({ operation, scope }) => {
    const at = async (org: string, client: string, changes: Claims) => {
      const running = probe(verify)
      const token = await trust.token(client, { scope: wire(scope), ...changes })
      const path = operation.path.replace('{org}', org)
      const answer = await running.app.request(path, { method: operation.method, headers: bearer(token) })
      return { ...running, answer }
    }

    test.each(['garage-web', 'north-fulfilment'])('and refuses %s, even for its own org', async (client) => {
      const { answer, calls } = await at('org_north', client, {})
      expect([answer.status, await answer.json(), calls]).toMatchObject([403, { code: 'caller_kind_refused' }, []])
    })

    test.each(['north', 'org_', 'org_A', 'ORG_north', `org_${'a'.repeat(64)}`, 'org_a%20b', 'org_%C3%A9'])(
      'and answers 404 for %j',
      async (org) => {
        const { answer, calls } = await at(org, 'admin-portal', {})
        expect([answer.status, await answer.json(), calls]).toMatchObject([404, { code: 'not_found' }, []])
      },
    )

    test('and tells the format of an org only to holders of the scope', async () => {
      const { answer } = await at('north', 'admin-portal', { scope: '' })
      expect(answer.status).toBe(403)
    })

    test('and gives the handler the org of the path', async () => {
      const { answer, lines } = await at('org_south', 'admin-portal', {})
      expect(await answer.json()).toMatchObject({ org: 'org_south' })
      expect(lines).toMatchObject([{ org: 'org_south', kind: 'unbound' }])
    })
  },
)

describe('public operations', () => {
  test.each(operations.filter(({ operation }) => !isProtected(operation)))(
    '$id answers whatever credentials come',
    async ({ operation }) => {
      for (const headers of [{}, bearer('garbage'), { authorization: 'Bearer a, Bearer b' }]) {
        const { answer, lines } = await send(operation, headers)
        expect(answer.status).toBe(200)
        expect(lines).toMatchObject([{ decision: 'allow', reason: 'public' }])
      }
    },
  )
})
