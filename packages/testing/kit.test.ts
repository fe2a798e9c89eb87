import type { HandlersOf } from '@scopegate/http'
import { scopesOfRole } from '@scopegate/scopes/lookup'
import { expect, test } from 'vitest'
import { machine, mint, operator, testApi, user } from './index.ts'

/** Handlers that tell whom they were called by. */
const account: HandlersOf<'account'> = {
  getAccess: (c) => {
    const { kind, role, client, scopes } = c.var.caller
    return c.json({ kind, role, client, scopes: [...scopes] })
  },
  getProfile: (c) => c.json({ sub: c.var.caller.sub }),
  getHealth: (c) => c.json({}),
}

test('as() calls as the person, the operator and the machine that it is given', async () => {
  const api = await testApi(account)
  const who = async (caller: ReturnType<typeof api.as>) => (await caller.get('/v1/access')).json()
  expect(await who(api.as(user({ role: 'viewer', org: 'org_acme' })))).toEqual({
    kind: 'user',
    role: 'viewer',
    client: 'merchant-web',
    scopes: scopesOfRole('viewer'),
  })
  expect(await who(api.as(operator()))).toMatchObject({ kind: 'operator', role: 'operator' })
  expect(await who(api.as(machine('acme-fulfilment')))).toMatchObject({ kind: 'machine', client: 'acme-fulfilment' })
})

test('a sign-in through the SDK gets the scopes of the role without asking', async () => {
  const api = await testApi(account)
  const owner = { role: 'owner', org: 'org_acme' } as const
  const access = async (client: 'merchant-web' | 'merchant-app') =>
    (await api.as(user({ ...owner, client })).get('/v1/access')).json()
  const [web, app] = [await access('merchant-web'), await access('merchant-app')]
  expect(app).toEqual({ ...(web as object), client: 'merchant-app' })
})

test('a principal gets no more than it asks for and no more than its role holds', async () => {
  const api = await testApi(account)
  const viewer = user({ role: 'viewer', org: 'org_acme', scopes: ['read:access', 'write:recharge'] })
  expect(await (await api.as(viewer).get('/v1/access')).json()).toMatchObject({ scopes: ['read:access'] })
  expect((await api.as(viewer).get('/v1/me')).status).toBe(403)
})

test('the guard is the real one: no token, an expired one, an ID token and a changed one are refused', async () => {
  const api = await testApi(account)
  const owner = user({ role: 'owner', org: 'org_acme' })
  const token = await mint(owner)
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
  const api = await testApi(account)
  const homeless = { ...user({ role: 'owner', org: 'org_acme' }), org: undefined }
  const answer = await api.as(homeless).get('/v1/access')
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({ code: 'caller_unassigned' })
})
