import { general as contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { type DifferenceKind, type Direction, differenceKinds, differences } from './compare.ts'
import { expectedSystem } from './expected.ts'
import type { DeployedApi, DeployedClient, DeployedPool, DeployedRoute, DeployedSystem } from './shape.ts'

const ours = expectedSystem(contract)

/** Loosely typed, so that a test can change anything. */
type Loose<T> = T extends readonly (infer Item)[]
  ? Loose<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Loose<T[Key]> }
    : T

interface Parts {
  readonly system: Loose<DeployedSystem>
  readonly pool: Loose<DeployedPool>
  readonly web: Loose<DeployedClient>
  readonly robot: Loose<DeployedClient>
  readonly api: Loose<DeployedApi>
  readonly route: Loose<DeployedRoute>
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The contract has no such row any more')
  return value
}

/** Ours, with something changed by hand. */
function changed(change: (parts: Parts) => void): DeployedSystem {
  // By way of text, because APIs share lists. The cast is safe: it only takes `readonly` away, from a copy.
  const system = JSON.parse(JSON.stringify(ours)) as Loose<DeployedSystem>
  const pool = found(system.pools['garage'])
  const api = found(system.apis['garage'])
  change({
    system,
    pool,
    api,
    web: found(pool.clients['garage-web']),
    robot: found(system.pools['partner']?.clients['south-kiosk']),
    route: found(api.routes['GET /v1/deposit']),
  })
  return system
}

const cors = ({ api }: Parts) => found(api.cors)

/** What somebody could do by hand, and what it is called. */
const cases: readonly (readonly [DifferenceKind, Direction, (parts: Parts) => void])[] = [
  ['pool_missing', 'closes', ({ system }) => delete system.pools['admin']],
  ['pool_extra', 'opens', ({ system, pool }) => Object.assign(system.pools, { more: pool })],
  ['pool_plan', 'opens', ({ pool }) => Object.assign(pool, { plan: 'LITE' })],
  ['pool_plan', 'differs', ({ pool }) => Object.assign(pool, { plan: 'PLUS' })],
  ['pool_plan', 'differs', ({ pool }) => Object.assign(pool, { plan: undefined })],
  ['pool_trigger', 'opens', ({ pool }) => Object.assign(pool, { triggerVersion: undefined })],
  ['pool_trigger', 'opens', ({ pool }) => Object.assign(pool, { triggerVersion: 'V1_0' })],
  ['pool_mfa', 'opens', ({ system }) => Object.assign(found(system.pools['admin']), { mfa: 'OPTIONAL' })],
  ['pool_mfa', 'closes', ({ pool }) => Object.assign(pool, { mfa: 'ON' })],
  ['pool_mfa', 'differs', ({ pool }) => Object.assign(pool, { mfa: undefined })],
  ['resource_server_missing', 'closes', ({ pool }) => delete pool.resourceServers['rental']],
  [
    'resource_server_extra',
    'opens',
    ({ pool }) => Object.assign(pool.resourceServers, { constructor: { scopes: {} } }),
  ],
  [
    'resource_server_name',
    'differs',
    ({ pool }) => Object.assign(found(pool.resourceServers['deposit']), { name: 'W' }),
  ],
  ['scope_missing', 'closes', ({ pool }) => delete pool.resourceServers['deposit']?.scopes['read:deposit']],
  [
    'scope_extra',
    'opens',
    ({ pool }) => Object.assign(found(pool.resourceServers['deposit']).scopes, { 'write:deposit': '' }),
  ],
  [
    'scope_description',
    'differs',
    ({ pool }) => Object.assign(found(pool.resourceServers['deposit']).scopes, { 'read:deposit': 'Other' }),
  ],
  ['client_missing', 'closes', ({ pool }) => delete pool.clients['garage-web']],
  ['client_extra', 'opens', ({ pool, web }) => Object.assign(pool.clients, { '1abc2def': web })],
  ['client_secret', 'opens', ({ robot }) => Object.assign(robot, { hasSecret: false })],
  ['client_secret', 'closes', ({ web }) => Object.assign(web, { hasSecret: true })],
  ['client_flow_missing', 'closes', ({ web }) => web.flows.pop()],
  ['client_flow_extra', 'opens', ({ web }) => web.flows.push('implicit')],
  ['client_scope_missing', 'closes', ({ robot }) => robot.scopes.pop()],
  ['client_scope_extra', 'opens', ({ robot }) => robot.scopes.push('deposit/write:deposit')],
  ['client_sign_in_missing', 'closes', ({ web }) => web.authFlows.pop()],
  ['client_sign_in_extra', 'opens', ({ web }) => web.authFlows.push('ALLOW_USER_PASSWORD_AUTH')],
  ['client_callback_missing', 'closes', ({ web }) => web.callbackUrls.pop()],
  ['client_callback_extra', 'opens', ({ web }) => web.callbackUrls.push('https://evil.example/')],
  ['client_logout_missing', 'closes', ({ web }) => web.logoutUrls.pop()],
  ['client_logout_extra', 'opens', ({ web }) => web.logoutUrls.push('https://evil.example/')],
  ['client_access_token_life', 'opens', ({ web }) => Object.assign(web, { accessTokenSeconds: 86_400 })],
  ['client_access_token_life', 'closes', ({ web }) => Object.assign(web, { accessTokenSeconds: 300 })],
  ['client_id_token_life', 'opens', ({ web }) => Object.assign(web, { idTokenSeconds: 86_400 })],
  ['client_refresh_token_life', 'closes', ({ web }) => Object.assign(web, { refreshTokenSeconds: 3600 })],
  ['client_revocation', 'opens', ({ web }) => Object.assign(web, { tokenRevocation: false })],
  ['client_rotation', 'opens', ({ web }) => Object.assign(web, { refreshGraceSeconds: undefined })],
  ['client_rotation', 'closes', ({ web }) => Object.assign(web, { refreshGraceSeconds: 0 })],
  ['client_rotation', 'closes', ({ robot }) => Object.assign(robot, { refreshGraceSeconds: 60 })],
  ['client_writable_extra', 'opens', ({ web }) => Object.assign(web, { writeAttributes: ['name', 'custom:role'] })],
  ['api_missing', 'closes', ({ system }) => delete system.apis['admin']],
  ['api_extra', 'opens', ({ system, api }) => Object.assign(system.apis, { more: api })],
  ['audience_missing', 'closes', ({ api }) => api.audience.pop()],
  ['audience_extra', 'opens', ({ api }) => api.audience.push('1abc2def')],
  ['cors_missing', 'closes', ({ api }) => Object.assign(api, { cors: undefined })],
  [
    'cors_extra',
    'opens',
    (parts) => Object.assign(found(parts.system.apis['partner']), { cors: structuredClone(cors(parts)) }),
  ],
  ['cors_origin_missing', 'closes', (parts) => cors(parts).origins.pop()],
  ['cors_origin_extra', 'opens', (parts) => Object.assign(cors(parts), { origins: ['*'] })],
  ['cors_method_missing', 'closes', (parts) => cors(parts).methods.pop()],
  ['cors_method_extra', 'opens', (parts) => cors(parts).methods.push('DELETE')],
  ['cors_header_missing', 'closes', (parts) => cors(parts).headers.pop()],
  ['cors_header_extra', 'opens', (parts) => cors(parts).headers.push('x-more')],
  ['cors_credentials', 'opens', (parts) => Object.assign(cors(parts), { credentials: true })],
  ['route_missing', 'closes', ({ api }) => delete api.routes['GET /v1/me']],
  ['route_extra', 'opens', ({ api, route }) => Object.assign(api.routes, { 'ANY /{proxy+}': route })],
  [
    'route_authorization',
    'opens',
    ({ route }) => Object.assign(route, { authorization: 'NONE', scopes: [], tokensOf: undefined }),
  ],
  ['route_authorization', 'opens', ({ route }) => Object.assign(route, { authorization: 'CUSTOM' })],
  ['route_scope_none', 'opens', ({ route }) => route.scopes.pop()],
  ['route_scope_extra', 'opens', ({ route }) => route.scopes.push('account/read:access')],
  ['route_tokens', 'opens', ({ route }) => Object.assign(route, { tokensOf: 'admin' })],
  ['route_tokens', 'opens', ({ route }) => Object.assign(route, { tokensOf: 'unknown' })],
  ['route_tokens', 'differs', ({ route }) => Object.assign(route, { tokensOf: undefined })],
]

test('nothing differs from itself', () => {
  expect(differences(ours, structuredClone(ours))).toEqual([])
})

test.each(cases)('%s is the one difference, and it %s', (kind, direction, change) => {
  expect(differences(ours, changed(change)).map((each) => [each.kind, each.direction])).toEqual([[kind, direction]])
})

/** Kinds that need another expectation than our contract’s. */
const elsewhere: readonly DifferenceKind[] = ['client_writable_missing', 'route_scope_missing']

test('every kind has a case', () => {
  const tried = new Set([...cases.map(([kind]) => kind), ...elsewhere])
  expect([...tried].sort()).toEqual(Object.keys(differenceKinds).sort())
})

test('one scope too few on a route closes while another one is left, and any scope closes what was for every token', () => {
  const two = changed(({ route }) => route.scopes.push('account/read:access'))
  expect(differences(two, ours)).toMatchObject([{ kind: 'route_scope_missing', direction: 'closes' }])
  const any = changed(({ route }) => route.scopes.pop())
  expect(differences(any, ours)).toMatchObject([{ kind: 'route_scope_extra', direction: 'closes' }])
  const everyone = changed(({ route }) => Object.assign(route, { authorization: 'NONE', scopes: [] }))
  expect(differences(everyone, ours)).toMatchObject([{ kind: 'route_authorization', direction: 'closes' }])
})

test('attributes that are stated on both sides are compared, and stating none leaves the choice to Cognito', () => {
  const stating = (writeAttributes: readonly string[] | undefined) =>
    changed(({ web }) => Object.assign(web, { writeAttributes }))
  expect(differences(stating(['name']), stating(['locale', 'name']))).toMatchObject([{ kind: 'client_writable_extra' }])
  expect(differences(stating(['name', 'locale']), stating(['name']))).toMatchObject([
    { kind: 'client_writable_missing', direction: 'closes' },
  ])
  expect(differences(stating(['name']), stating(undefined))).toMatchObject([
    { kind: 'client_writable_extra', direction: 'opens', found: 'every standard one, because none is stated' },
  ])
  expect(differences(stating(undefined), stating(['name', 'email']))).toEqual([])
})

test('a difference says in words what should be and what is', () => {
  const actual = changed(({ route, robot, web }) => {
    Object.assign(route, { authorization: 'NONE', scopes: [], tokensOf: undefined })
    robot.scopes.push('deposit/write:deposit')
    Object.assign(web, { tokenRevocation: false })
  })
  expect(differences(ours, actual).map(({ where, expected, found }) => [where, expected, found])).toEqual([
    [{ in: 'client', pool: 'garage', client: 'garage-web' }, 'on', 'off'],
    [
      { in: 'client', pool: 'partner', client: 'south-kiosk' },
      'without `deposit/write:deposit`',
      'with `deposit/write:deposit`',
    ],
    [
      { in: 'route', pool: 'garage', route: 'GET /v1/deposit' },
      'open to tokens of `garage` with `deposit/read:deposit`',
      'open to everyone',
    ],
  ])
})

test('what opens comes first, then what closes', () => {
  const actual = changed(({ pool, web, route }) => {
    Object.assign(found(pool.resourceServers['deposit']), { name: 'Purse' })
    web.scopes.pop()
    route.scopes.pop()
  })
  expect(differences(ours, actual).map(({ direction }) => direction)).toEqual(['opens', 'closes', 'differs'])
})
