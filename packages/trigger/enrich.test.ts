import type { PoolName, Scope } from '@scopegate/scopes/catalog'
import { type CatalogClient, clientNamed, scopesOfRole, wireName } from '@scopegate/scopes/lookup'
import { describe, expect, test } from 'vitest'
import { type Enrichment, enrich, selfServiceScope } from './enrich.ts'
import { parseEvent } from './event.ts'
import { TokenRefused } from './refusal.ts'
import { machineEvent, peopleSources, personEvent } from './testing/events.ts'

const wire = (...scopes: readonly Scope[]): string[] => scopes.map(wireName)

function known(name: string): CatalogClient {
  const client = clientNamed(name)
  if (client === undefined) throw new Error(`The catalog has no client ${name}`)
  return client
}

const web = known('merchant-web')
const app = known('merchant-app')
const portal = known('admin-portal')
const partner = known('acme-fulfilment')

interface SignIn {
  readonly client?: CatalogClient
  readonly pool?: PoolName
  readonly scopes?: readonly string[]
  readonly org?: string | undefined
  readonly role?: string | undefined
  readonly triggerSource?: string
}

/** The decision for a person; an owner of `org_acme` where the test does not say otherwise. */
function signIn({ client = web, pool = client.pool, scopes = [], triggerSource, ...person }: SignIn): Enrichment {
  const { org, role } = { org: 'org_acme', role: 'owner', ...person }
  const attributes = {
    ...(org === undefined ? {} : { 'custom:org_id': org }),
    ...(role === undefined ? {} : { 'custom:role': role }),
  }
  const event = personEvent({ clientId: 'id', scopes, attributes, ...(triggerSource ? { triggerSource } : {}) })
  return enrich(parseEvent(event).data, client, pool)
}

const machineToken = (client: CatalogClient, scopes: readonly string[], pool: PoolName = client.pool) =>
  enrich(parseEvent(machineEvent({ clientId: 'id', scopes })).data, client, pool)

function refusalOf(decide: () => unknown): string {
  try {
    decide()
  } catch (error) {
    if (error instanceof TokenRefused) return error.reason
    throw error
  }
  return 'not refused'
}

describe.each(peopleSources)('on %s', (triggerSource) => {
  test('a person of a browser client gets what was requested and the role may hold, and nothing more', () => {
    const requested = ['openid', ...wire('read:inventory', 'read:wallet', 'write:wallet')]
    expect(signIn({ triggerSource, scopes: requested, role: 'staff' })).toEqual({
      overrides: {
        claimsToAddOrOverride: { org_id: 'org_acme', role: 'staff' },
        scopesToAdd: [],
        scopesToSuppress: wire('read:wallet', 'write:wallet'),
      },
      granted: ['read:inventory'],
      reason: 'assigned',
    })
  })

  test('a person of an SDK client, who cannot request, is given what client and role allow', () => {
    expect(signIn({ triggerSource, client: app, scopes: [selfServiceScope], role: 'staff' })).toEqual({
      overrides: {
        claimsToAddOrOverride: { org_id: 'org_acme', role: 'staff' },
        scopesToAdd: wire(...scopesOfRole('staff')),
        scopesToSuppress: [],
      },
      granted: scopesOfRole('staff'),
      reason: 'assigned',
    })
  })
})

describe('on TokenGeneration_ClientCredentials', () => {
  test('a machine gets what was requested and its client may hold, with its organization from the catalog', () => {
    expect(machineToken(partner, wire('read:inventory', 'write:recharge'))).toEqual({
      overrides: {
        claimsToAddOrOverride: { org_id: 'org_acme', role: 'partner' },
        scopesToAdd: [],
        scopesToSuppress: wire('write:recharge'),
      },
      granted: ['read:inventory'],
      reason: 'assigned',
    })
  })

  test('a machine’s organization and role stand in the catalog, whatever the event says', () => {
    const { data } = parseEvent(machineEvent({ clientId: 'id', scopes: [] }))
    const claiming = { ...data, userAttributes: { 'custom:org_id': 'org_globex', 'custom:role': 'owner' } }
    expect(enrich(claiming, partner, 'partner').overrides.claimsToAddOrOverride).toEqual({
      org_id: 'org_acme',
      role: 'partner',
    })
  })

  test('a machine keeps no scope of Cognito or OpenID Connect', () => {
    const foreign = ['openid', 'email', 'profile', 'phone', selfServiceScope]
    expect(machineToken(partner, foreign).overrides.scopesToSuppress).toEqual(foreign)
  })
})

describe('scopes that are not the catalog’s', () => {
  test('are suppressed, also under a short name, in another case, with blanks around, and twice', () => {
    const odd = ['read:inventory', 'INVENTORY/read:inventory', ' inventory/read:inventory', 'other/x', 'other/x']
    const { overrides, granted } = signIn({ scopes: odd })
    expect(overrides.scopesToSuppress).toEqual([...new Set(odd)])
    expect(granted).toEqual([])
  })

  test('openid, email and profile stay where the client’s identity scopes hold them, phone does not', () => {
    const asked = ['openid', 'email', 'profile', 'phone']
    expect(signIn({ scopes: asked }).overrides.scopesToSuppress).toEqual(['phone'])
    expect(signIn({ client: { ...web, identityScopes: ['openid'] } as CatalogClient, scopes: asked })).toMatchObject({
      overrides: { scopesToSuppress: ['email', 'profile', 'phone'] },
    })
    expect(signIn({ client: app, scopes: asked }).overrides.scopesToSuppress).toEqual(asked)
  })

  test.each([
    ['merchant-web', web],
    ['merchant-app', app],
  ])('%s carries self-service exactly when the catalog gives it', (_, client) => {
    for (const selfService of [true, false]) {
      const { overrides } = signIn({ client: { ...client, selfService } as CatalogClient, scopes: [selfServiceScope] })
      expect(overrides.scopesToSuppress).toEqual(selfService ? [] : [selfServiceScope])
      expect(overrides.scopesToAdd).not.toContain(selfServiceScope)
    }
  })
})

describe('a person gets a token with no catalog scope and no claim', () => {
  test.each([
    ['without an organization', { org: undefined }, 'org_missing'],
    ['with an empty organization', { org: '' }, 'org_malformed'],
    ['with a malformed organization', { org: 'org_Acme' }, 'org_malformed'],
    ['without a role', { role: undefined }, 'role_missing'],
    ['with an empty role', { role: '' }, 'role_not_of_pool'],
    ['with a role that the catalog does not know', { role: 'admin' }, 'role_not_of_pool'],
    ['with a role of another pool', { role: 'operator' }, 'role_not_of_pool'],
    ['with a role in another case', { role: 'Owner' }, 'role_not_of_pool'],
    ['with the name of an object’s member as role', { role: 'constructor' }, 'role_not_of_pool'],
  ])('%s', (_, person, reason) => {
    const scopes = ['openid', ...wire('read:inventory', 'read:access')]
    for (const client of [web, app]) {
      const { overrides, granted, ...rest } = signIn({ ...person, client, scopes })
      expect({ granted, ...rest }).toEqual({ granted: [], reason })
      expect(overrides.claimsToAddOrOverride).toEqual({})
      expect(overrides.scopesToAdd).toEqual([])
      expect(overrides.scopesToSuppress).toEqual(expect.arrayContaining(wire('read:inventory', 'read:access')))
    }
  })
})

test('the people of a pool that is not bound to organizations get no org_id even if the attribute is there', () => {
  for (const org of ['org_acme', 'nonsense', undefined]) {
    const { overrides, granted } = signIn({ client: portal, org, role: 'operator', scopes: wire('write:wallet') })
    expect(overrides.claimsToAddOrOverride).toEqual({ role: 'operator' })
    expect(granted).toEqual(['write:wallet'])
  }
})

describe('no token is issued', () => {
  test('to a client that nobody knows', () => {
    const { data } = parseEvent(personEvent({ clientId: 'id', scopes: [] }))
    expect(refusalOf(() => enrich(data, undefined, 'merchant'))).toBe('client_unknown')
  })

  test('to a client of another pool, person or machine', () => {
    expect(refusalOf(() => signIn({ client: web, pool: 'admin' }))).toBe('client_of_other_pool')
    expect(refusalOf(() => machineToken(partner, [], 'merchant'))).toBe('client_of_other_pool')
  })

  test.each(peopleSources)('on %s through a machine’s client', (triggerSource) => {
    expect(refusalOf(() => signIn({ client: partner, triggerSource }))).toBe('person_at_machine_client')
  })

  test.each([web, app, portal])('for client credentials of $name, which is for people', (client) => {
    expect(refusalOf(() => machineToken(client, []))).toBe('machine_at_people_client')
  })
})
