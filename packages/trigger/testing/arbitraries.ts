/** Arbitrary events and clients: anything that Cognito and the contract could say, and much that they never would. */
import { type NamedClient, selfServiceScope } from '@scopegate/contract'
import * as fc from 'fast-check'
import type { TokenEventData } from '../event.ts'
import { peopleSources } from './events.ts'
import { contract, index } from './fleet.ts'

const { clients: allClients, scopes: allScopes } = index
const allRoles = Object.keys(contract.roles)

/** A scope of the contract. */
export const scope: fc.Arbitrary<string> = fc.constantFrom(...allScopes.map((row) => row.scope))
const scopes = fc.uniqueArray(scope)

/** A requested scope: of the contract most often, else Cognito's, OpenID Connect's, nearly right, or anything. */
export const requestedScope = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<string>(...allScopes.map((row) => row.wire)) },
  { weight: 2, arbitrary: fc.constantFrom('openid', 'email', 'profile', 'phone', selfServiceScope) },
  { weight: 1, arbitrary: fc.constantFrom<string>(...allScopes.map((row) => row.scope), '__proto__', 'fleet/') },
  { weight: 1, arbitrary: fc.string() },
)

/** A client of the contract whose permissions are drawn anew, so that the laws do not rest on today's rows. */
export const client: fc.Arbitrary<NamedClient> = fc
  .record({
    base: fc.constantFrom(...allClients),
    list: scopes,
    everything: fc.boolean(),
    selfService: fc.boolean(),
    identityScopes: fc.subarray(['openid', 'email', 'profile'] as const),
    role: fc.constantFrom(...allRoles),
  })
  .map(({ base, list, everything, selfService, identityScopes, role }): NamedClient => {
    const held = everything ? 'pool-roles' : list
    switch (base.kind) {
      case 'browser':
      case 'native':
      case 'web':
        return { ...base, scopes: held, selfService, identityScopes }
      case 'sdk':
        return { ...base, scopes: held, selfService }
      case 'machine':
        return { ...base, scopes: list, role }
    }
  })

/** Text that no answer holds by chance. */
const secret = fc.uuid().map((text) => `pii-${text}`)

/** The attributes of a person: some assigned rightly, some wrongly, some not at all; personal data in all of them. */
export const attributes = fc
  .record({
    org: fc.oneof(fc.constantFrom('org_north', 'org_south', undefined), fc.string()),
    role: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...allRoles) }, fc.constant(undefined), fc.string()),
    personal: fc.record({
      email: secret,
      phone_number: secret,
      name: secret,
      given_name: secret,
      family_name: secret,
      address: secret,
      'custom:nickname': secret,
    }),
  })
  .map(({ org, role, personal }): Record<string, string> => {
    const assigned: Record<string, string> = { sub: 'sub-1', ...personal }
    if (org !== undefined) assigned['custom:org_id'] = org
    if (role !== undefined) assigned['custom:role'] = role
    return assigned
  })

/** An event that fits the client's kind. */
export const eventFor = ({ kind }: NamedClient): fc.Arbitrary<TokenEventData> =>
  kind === 'machine'
    ? fc.record({
        subject: fc.constant('machine' as const),
        triggerSource: fc.constant('TokenGeneration_ClientCredentials'),
        clientId: fc.constant('id'),
        userAttributes: fc.constant({}),
        scopes: fc.array(requestedScope),
      })
    : fc.record({
        subject: fc.constant('person' as const),
        triggerSource: fc.constantFrom(...peopleSources),
        clientId: fc.constant('id'),
        userAttributes: attributes,
        scopes: fc.array(requestedScope),
      })

/** A client with an event that fits it. */
export const situation = client.chain((drawn) => fc.record({ client: fc.constant(drawn), event: eventFor(drawn) }))
