/**
 * Generated tokens, good and bad in every combination, described by what is true of them rather than by their bytes.
 */
import { contract } from '@scopegate/scopes/contract'
import * as fc from 'fast-check'
import type { JWTPayload } from 'jose'
import {
  allClients,
  allPools,
  allScopes,
  type OperationId,
  operationIds,
  operations,
  orgs,
  type PoolName,
  poolNamed,
} from '../support/contract.ts'
import { accessClaims } from '../support/forge.ts'
import { clientOf, poolOf } from '../support/stack.ts'

/** What is true of a token. Client names stand for client ids. */
export interface Specimen {
  /** Whose key signed it, and whose API it is sent to. */
  readonly pool: PoolName
  readonly key: 'access' | 'id' | 'unknown'
  readonly iss: 'own' | 'other' | 'stranger'
  readonly clientId: string | undefined
  readonly aud: string | undefined
  readonly tokenUse: 'access' | 'id' | undefined
  readonly exp: 'future' | 'past' | 'absent'
  readonly nbf: 'past' | 'future' | 'absent'
  readonly scopes: readonly string[]
  readonly org: string | undefined
  readonly role: string | undefined
}

/** A protected operation that reads, so that trying it many times changes nothing. */
export type ScopedOperation = {
  [Id in OperationId]: (typeof operations)[Id] extends { access: { kind: 'scope' }; method: 'GET' } ? Id : never
}[OperationId]

// The cast restores what the filter proves.
const readingOperations = operationIds.filter(
  (id) => operations[id].access.kind === 'scope' && operations[id].method === 'GET',
) as readonly ScopedOperation[]

/** An operation that needs no path parameter to be found. */
export const operation = fc.constantFrom(...readingOperations)

const wires = allScopes.map(({ wire }) => wire)
const [first] = allScopes
const [short = '', wire = '', resourceServer = ''] = [first?.scope, first?.wire, first?.resourceServer]
// What scopes are mistaken for: the short name, another case, a prefix, a wildcard, Cognito's own.
const noise = [
  short,
  wire.toUpperCase(),
  wire.split(':')[0] ?? '',
  `${resourceServer}/*`,
  'openid',
  'aws.cognito.signin.user.admin',
]

/** Mostly the first: a token with several faults says little about each. */
const mostly = <T>(usual: fc.Arbitrary<T>, ...odd: fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 40, arbitrary: usual }, ...odd.map((arbitrary) => ({ weight: 1, arbitrary })))

const nothing = fc.constant(undefined)

const specimenOf = (pool: PoolName): fc.Arbitrary<Specimen> => {
  const own = allClients.filter((client) => client.pool === pool).map(({ name }): string => name)
  const anyClient: fc.Arbitrary<string | undefined> = fc.constantFrom(...allClients.map(({ name }): string => name))
  const stranger = fc.constant('stranger')
  return fc
    .record({
      pool: fc.constant(pool),
      key: mostly<Specimen['key']>(fc.constant('access'), fc.constant('id'), fc.constant('unknown')),
      iss: mostly<Specimen['iss']>(fc.constant('own'), fc.constant('other'), fc.constant('stranger')),
      clientId: mostly<string | undefined>(fc.constantFrom(...own), anyClient, stranger, nothing),
      aud: mostly<string | undefined>(nothing, anyClient, stranger),
      tokenUse: mostly<Specimen['tokenUse']>(fc.constant('access'), fc.constant('id'), nothing),
      exp: mostly<Specimen['exp']>(fc.constant('future'), fc.constant('past'), fc.constant('absent')),
      nbf: mostly<Specimen['nbf']>(fc.constant('absent'), fc.constant('past'), fc.constant('future')),
      scopes: fc.oneof(
        fc.subarray(wires, { minLength: wires.length - 3 }),
        fc.subarray<string>([...wires, ...noise]),
        fc.subarray(noise),
      ),
      org: mostly<string | undefined>(
        fc.constantFrom(...orgs),
        nothing,
        fc.constantFrom('', 'a', 'org_', 'org_a/../b', 'ORG_A'),
      ),
      role: mostly<string | undefined>(
        fc.constantFrom(...poolNamed(pool).roles),
        nothing,
        fc.constantFrom(...Object.keys(contract.roles), 'root', ''),
      ),
    })
    .map((specimen) =>
      poolNamed(pool).org === 'none' && specimen.org?.length !== 0 ? { ...specimen, org: undefined } : specimen,
    )
}

/** Any token of any pool. */
export const specimen: fc.Arbitrary<Specimen> = fc.oneof(...allPools.map(specimenOf))

const now = () => Math.floor(Date.now() / 1000)

/** The claims that make all of it true. */
export function claimsOf(specimen: Specimen): JWTPayload {
  const idOf = (name: string) => (name === 'stranger' ? 'stranger00000000000000000' : clientOf(name).id)
  const clientId = specimen.clientId === undefined ? undefined : idOf(specimen.clientId)
  const times = { future: now() + 300, past: now() - 300 }
  const client = allClients.find(({ name }) => name === specimen.clientId)
  const claims = accessClaims(specimen.pool, clientId ?? '', {
    scope: specimen.scopes.join(' '),
    // Older than any set of keys that the services fetched: of a newer token with an unknown key they cannot judge yet, 503.
    iat: now() - 3600,
    ...(specimen.org === undefined ? {} : { org_id: specimen.org }),
    ...(specimen.role === undefined ? {} : { role: specimen.role }),
    ...(specimen.aud === undefined ? {} : { aud: idOf(specimen.aud) }),
    ...(specimen.iss === 'own' ? {} : { iss: otherIssuer(specimen) }),
    ...(client?.kind === 'machine' && clientId !== undefined ? { sub: clientId } : {}),
  })
  // Named below or absent: a claim that the specimen lacks must not be there at all.
  const { client_id: _client, token_use: _use, exp: _exp, ...rest } = claims
  return {
    ...rest,
    ...(clientId === undefined ? {} : { client_id: clientId }),
    ...(specimen.tokenUse === undefined ? {} : { token_use: specimen.tokenUse }),
    ...(specimen.exp === 'absent' ? {} : { exp: times[specimen.exp] }),
    ...(specimen.nbf === 'absent' ? {} : { nbf: times[specimen.nbf] }),
  }
}

const otherIssuer = ({ iss, pool }: Specimen): string =>
  iss === 'stranger'
    ? 'https://issuer.example/pool'
    : poolOf(allPools[(allPools.indexOf(pool) + 1) % allPools.length] ?? pool).issuer
