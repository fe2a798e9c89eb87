/**
 * What the guard costs: the same empty work behind a public operation, behind the guard, and refused by it. Measured
 * on the application itself, without sockets, which would hide it.
 */
import type { HandlersOf } from '@scopegate/http'
import type { contract } from '@scopegate/scopes/contract'
import { compose } from '@scopegate/services/account/index'
import { type TestCaller, testApi, testIssuers, user } from '../support/principals.ts'
import { table } from './table.ts'

const rounds = 15
const requestsEach = 300

/** Microseconds for one request of each kind, in its best round: another process can only slow a round down. */
async function measure(kinds: Readonly<Record<string, () => Promise<Response>>>): Promise<Map<string, number>> {
  const times = new Map<string, number[]>(Object.keys(kinds).map((name) => [name, []]))
  // The first round warms up and does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, send] of Object.entries(kinds)) {
      const began = performance.now()
      for (let at = 0; at < requestsEach; at++) await (await send()).arrayBuffer()
      if (round > 0) times.get(name)?.push(((performance.now() - began) * 1000) / requestsEach)
    }
  }
  return new Map([...times].map(([name, values]) => [name, Math.min(...values)]))
}

/** Runs it. */
export async function guard(): Promise<string> {
  const { pools } = await testIssuers()
  const handlers: HandlersOf<typeof contract, 'account'> = {
    ...compose({ POOLS: pools, ORGANIZATIONS_TABLE: 'none' }),
    // As little work as the probe does, so that the difference is the guard.
    getAccess: (c) => c.json({ status: 'ok' }),
  }
  const api = await testApi(handlers)
  const owner = user({ role: 'owner', org: 'org_acme' })
  const allowed = api.as(owner)
  const get =
    (caller: TestCaller, path = '/v1/access') =>
    () =>
      caller.get(path)
  const expired = api.as(owner, { expiresIn: -60 })
  const otherScopes = api.as(user({ role: 'owner', org: 'org_acme', scopes: ['read:inventory'] }))
  const kinds = {
    'public: no guard': get(api.anonymous, '/healthz'),
    'protected: allowed': get(allowed),
    'refused 401: no token': get(api.anonymous),
    'refused 401: not a token': get(api.withToken('nonsense')),
    'refused 401: expired': get(expired),
    'refused 403: scope missing': get(otherScopes),
  }
  const expected = [200, 200, 401, 401, 401, 403]
  for (const [at, [name, send]] of Object.entries(kinds).entries()) {
    const { status } = await send()
    if (status !== expected[at]) throw new Error(`"${name}" was answered ${status}`)
  }
  const times = await measure(kinds)
  const base = times.get('public: no guard') ?? Number.NaN
  const rows = [...times].map(([name, time]) => [name, time.toFixed(0), `${(time / base).toFixed(2)}×`])
  return table(['request', 'microseconds', 'ratio'], rows)
}
