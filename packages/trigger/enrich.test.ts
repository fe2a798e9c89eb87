import { type NamedClient, selfServiceScope } from '@scopegate/contract'
import { describe, expect, test } from 'vitest'
import { type Enrichment, enrich } from './enrich.ts'
import { parseEvent } from './event.ts'
import { TokenRefused } from './refusal.ts'
import { machineEvent, peopleSources, personEvent } from './testing/events.ts'
import { contract, decide, index } from './testing/fleet.ts'

const wire = (...scopes: readonly string[]): string[] => scopes.map(index.wireName)

function known(name: string): NamedClient {
  const client = index.clientNamed(name)
  if (client === undefined) throw new Error(`The contract has no client ${name}`)
  return client
}

const web = known('garage-web')
const app = known('garage-app')
const portal = known('admin-portal')
const partner = known('north-fulfilment')

interface SignIn {
  readonly client?: NamedClient
  readonly pool?: string
  readonly scopes?: readonly string[]
  readonly org?: string | undefined
  readonly role?: string | undefined
  readonly triggerSource?: string
}

/** The decision for a person; an owner of `org_north` where the test does not say otherwise. */
function signIn({ client = web, pool = client.pool, scopes = [], triggerSource, ...person }: SignIn): Enrichment {
  const { org, role } = { org: 'org_north', role: 'owner', ...person }
  const attributes = {
    ...(org === undefined ? {} : { 'custom:org_id': org }),
    ...(role === undefined ? {} : { 'custom:role': role }),
  }
  const event = personEvent({ clientId: 'id', scopes, attributes, ...(triggerSource ? { triggerSource } : {}) })
  return decide(parseEvent(event).data, client, pool)
}

const machineToken = (client: NamedClient, scopes: readonly string[], pool: string = client.pool) =>
  decide(parseEvent(machineEvent({ clientId: 'id', scopes })).data, client, pool)

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
    const requested = ['openid', ...wire('read:fleet', 'read:deposit', 'write:deposit')]
    expect(signIn({ triggerSource, scopes: requested, role: 'staff' })).toEqual({
      overrides: {
        claimsToAddOrOverride: { org_id: 'org_north', role: 'staff' },
        scopesToAdd: [],
        scopesToSuppress: wire('read:deposit', 'write:deposit'),
      },
      granted: ['read:fleet'],
      reason: 'assigned',
    })
  })

  test('a person of an SDK client, who cannot request, is given what client and role allow', () => {
    expect(signIn({ triggerSource, client: app, scopes: [selfServiceScope], role: 'staff' })).toEqual({
      overrides: {
        claimsToAddOrOverride: { org_id: 'org_north', role: 'staff' },
        scopesToAdd: wire(...index.scopesOfRole('staff')),
        scopesToSuppress: [],
      },
      granted: index.scopesOfRole('staff'),
      reason: 'assigned',
    })
  })
})

describe('on TokenGeneration_ClientCredentials', () => {
  test('a machine gets what was requested and its client may hold, with its organization from the contract', () => {
    expect(machineToken(partner, wire('read:fleet', 'write:rental'))).toEqual({
      overrides: {
        claimsToAddOrOverride: { org_id: 'org_north', role: 'partner' },
        scopesToAdd: [],
        scopesToSuppress: wire('write:rental'),
      },
      granted: ['read:fleet'],
      reason: 'assigned',
    })
  })

  test('a machine’s organization and role stand in the contract, whatever the event says', () => {
    const { data } = parseEvent(machineEvent({ clientId: 'id', scopes: [] }))
    const claiming = { ...data, userAttributes: { 'custom:org_id': 'org_south', 'custom:role': 'owner' } }
    expect(enrich(contract, claiming, partner, 'partner').overrides.claimsToAddOrOverride).toEqual({
      org_id: 'org_north',
      role: 'partner',
    })
  })

  test('a machine keeps no scope of Cognito or OpenID Connect', () => {
    const foreign = ['openid', 'email', 'profile', 'phone', selfServiceScope]
    expect(machineToken(partner, foreign).overrides.scopesToSuppress).toEqual(foreign)
  })
})

describe('scopes that are not the contract’s', () => {
  test('are suppressed, also under a short name, in another case, with blanks around, and twice', () => {
    const odd = ['read:fleet', 'FLEET/read:fleet', ' fleet/read:fleet', 'other/x', 'other/x']
    const { overrides, granted } = signIn({ scopes: odd })
    expect(overrides.scopesToSuppress).toEqual([...new Set(odd)])
    expect(granted).toEqual([])
  })

  test('openid, email and profile stay where the client’s identity scopes hold them, phone does not', () => {
    const asked = ['openid', 'email', 'profile', 'phone']
    expect(signIn({ scopes: asked }).overrides.scopesToSuppress).toEqual(['phone'])
    expect(signIn({ client: { ...web, identityScopes: ['openid'] } as NamedClient, scopes: asked })).toMatchObject({
      overrides: { scopesToSuppress: ['email', 'profile', 'phone'] },
    })
    expect(signIn({ client: app, scopes: asked }).overrides.scopesToSuppress).toEqual(asked)
  })

  test.each([
    ['garage-web', web],
    ['garage-app', app],
  ])('%s carries self-service exactly when the contract gives it', (_, client) => {
    for (const selfService of [true, false]) {
      const { overrides } = signIn({ client: { ...client, selfService } as NamedClient, scopes: [selfServiceScope] })
      expect(overrides.scopesToSuppress).toEqual(selfService ? [] : [selfServiceScope])
      expect(overrides.scopesToAdd).not.toContain(selfServiceScope)
    }
  })
})

describe('a person gets a token with no scope of the contract and no claim', () => {
  test.each([
    ['without an organization', { org: undefined }, 'org_missing'],
    ['with an empty organization', { org: '' }, 'org_malformed'],
    ['with a malformed organization', { org: 'org_North' }, 'org_malformed'],
    ['without a role', { role: undefined }, 'role_missing'],
    ['with an empty role', { role: '' }, 'role_not_of_pool'],
    ['with a role that the contract does not have', { role: 'admin' }, 'role_not_of_pool'],
    ['with a role of another pool', { role: 'operator' }, 'role_not_of_pool'],
    ['with a role in another case', { role: 'Owner' }, 'role_not_of_pool'],
    ['with the name of an object’s member as role', { role: 'constructor' }, 'role_not_of_pool'],
  ])('%s', (_, person, reason) => {
    const scopes = ['openid', ...wire('read:fleet', 'read:access')]
    for (const client of [web, app]) {
      const { overrides, granted, ...rest } = signIn({ ...person, client, scopes })
      expect({ granted, ...rest }).toEqual({ granted: [], reason })
      expect(overrides.claimsToAddOrOverride).toEqual({})
      expect(overrides.scopesToAdd).toEqual([])
      expect(overrides.scopesToSuppress).toEqual(expect.arrayContaining(wire('read:fleet', 'read:access')))
    }
  })
})

test('the people of a pool that is not bound to organizations get no org_id even if the attribute is there', () => {
  for (const org of ['org_north', 'nonsense', undefined]) {
    const { overrides, granted } = signIn({ client: portal, org, role: 'operator', scopes: wire('write:deposit') })
    expect(overrides.claimsToAddOrOverride).toEqual({ role: 'operator' })
    expect(granted).toEqual(['write:deposit'])
  }
})

describe('no token is issued', () => {
  test('to a client that nobody knows', () => {
    const { data } = parseEvent(personEvent({ clientId: 'id', scopes: [] }))
    expect(refusalOf(() => enrich(contract, data, undefined, 'garage'))).toBe('client_unknown')
  })

  test('to a client of another pool, person or machine', () => {
    expect(refusalOf(() => signIn({ client: web, pool: 'admin' }))).toBe('client_of_other_pool')
    expect(refusalOf(() => machineToken(partner, [], 'garage'))).toBe('client_of_other_pool')
  })

  test.each(peopleSources)('on %s through a machine’s client', (triggerSource) => {
    expect(refusalOf(() => signIn({ client: partner, triggerSource }))).toBe('person_at_machine_client')
  })

  test.each([web, app, portal])('for client credentials of $name, which is for people', (client) => {
    expect(refusalOf(() => machineToken(client, []))).toBe('machine_at_people_client')
  })
})
