import { type Contract, indexOf } from '@scopegate/contract'
import type { HandlersOf } from '@scopegate/http'
import { expect, test } from 'vitest'
import { contract } from './fleet/contract.ts'
import { machine, mint, type Principal, person, testApi } from './index.ts'

const { scopesOfRole } = indexOf(contract)

/** Handlers that say by whom they were called. */
const account: HandlersOf<typeof contract, 'account'> = {
  getAccess: (c) => {
    const { kind, role, client, scopes } = c.var.caller
    return c.json({ kind, role, client, scopes: [...scopes] })
  },
  getProfile: (c) => c.json({ sub: c.var.caller.sub }),
  getHealth: (c) => c.json({}),
  openOrg: (c) => c.json({ org: c.var.org }),
}
const kit = () => testApi(contract, account)
const owner = person(contract, { pool: 'garage', role: 'owner', org: 'org_north' })

test('as() calls as the person and the machine that it is given', async () => {
  const api = await kit()
  const who = async (principal: Principal) => (await api.as(principal).get('/v1/access')).json()
  expect(await who(person(contract, { pool: 'garage', role: 'viewer', org: 'org_north' }))).toEqual({
    kind: 'user',
    role: 'viewer',
    client: 'garage-web',
    scopes: scopesOfRole('viewer'),
  })
  const staff = person(contract, { pool: 'admin', role: 'operator' })
  expect(await who(staff)).toMatchObject({ kind: 'unbound', role: 'operator' })
  const robot = machine(contract, 'north-fulfilment')
  expect(await who(robot)).toMatchObject({ kind: 'machine', client: 'north-fulfilment' })
})

test('a sign-in through the SDK gets the scopes of the role without asking', async () => {
  const api = await kit()
  const access = async (client: 'garage-web' | 'garage-app') =>
    (
      await api.as(person(contract, { pool: 'garage', role: 'owner', org: 'org_north', client })).get('/v1/access')
    ).json()
  const [web, app] = [await access('garage-web'), await access('garage-app')]
  expect(app).toEqual({ ...(web as object), client: 'garage-app' })
})

test('a principal gets no more than it asks for and no more than its role holds', async () => {
  const api = await kit()
  const scopes = ['read:access', 'write:rental'] as const
  const viewer = person(contract, { pool: 'garage', role: 'viewer', org: 'org_north', scopes })
  expect(await (await api.as(viewer).get('/v1/access')).json()).toMatchObject({ scopes: ['read:access'] })
  expect((await api.as(viewer).get('/v1/me')).status).toBe(403)
})

test('the guard is the real one: no token, an expired one, an ID token and a changed one are refused', async () => {
  const api = await kit()
  const token = await mint(contract, owner)
  const changed = token.replace(/\.[^.]*$/, (signature) => `.${signature.slice(1).split('').reverse().join('')}`)
  const refused = [
    api.anonymous,
    api.as(owner, { expiresIn: -1 }),
    api.as(owner, { tokenUse: 'id' }),
    api.withToken(changed),
  ]
  for (const caller of refused) expect((await caller.get('/v1/access')).status).toBe(401)
  expect((await api.withToken(token).get('/v1/access')).status).toBe(200)
  expect(api.log.map((entry) => entry['decision'])).toEqual(['deny', 'deny', 'deny', 'deny', 'allow'])
})

test('a person without an organization gets a token that opens nothing', async () => {
  const api = await kit()
  const answer = await api.as(person(contract, { pool: 'garage', role: 'owner' })).get('/v1/access')
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({ code: 'caller_unassigned' })
})

test('principals are those of the contract: another pool’s role, a person’s client as a machine do not compile', () => {
  // @ts-expect-error the role is another pool's
  expect(person(contract, { pool: 'admin', role: 'owner' })).toBeDefined()
  // @ts-expect-error the client is another pool's
  expect(person(contract, { pool: 'admin', role: 'operator', client: 'garage-web' })).toBeDefined()
  // @ts-expect-error there is no such scope
  expect(person(contract, { pool: 'admin', role: 'operator', scopes: ['read:flete'] })).toBeDefined()
  // @ts-expect-error the client signs people in
  expect(machine(contract, 'garage-web')).toBeDefined()
})

test('a pool of machines has nobody to sign in, and a machine must be one of the contract', () => {
  expect(() => person(contract, { pool: 'partner', role: 'partner' })).toThrow('has no client that signs people in')
  const general: Contract = contract
  expect(() => machine(general, 'robot' as never)).toThrow('The contract has no client `robot`')
})
