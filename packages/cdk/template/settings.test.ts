/**
 * Settings that no rule judges: what a client may read, what a page may see of an answer, what a log line holds.
 */
import { type Contract, clientKinds, indexOf } from '@scopegate/contract'
import { contract as literal } from '@scopegate/testing/fleet/contract'
import { describe, expect, test } from 'vitest'
import { apiIn, stagesOf } from '../testing/apis.ts'
import { belongsTo, clientIn, poolIn } from '../testing/identity.ts'
import { assembly, ofType, only } from '../testing/template.ts'

const { main } = await assembly()
const contract: Contract = literal
const pools = Object.entries(contract.pools)

describe.each(indexOf(contract).clients)('the client $name', ({ name, kind, pool }) => {
  test('states what it may read: the granting attributes only where the trigger needs them', () => {
    const custom = clientIn(main, name).Properties.ReadAttributes?.filter((attribute) =>
      attribute.startsWith('custom:'),
    )
    const ofPeople = contract.pools[pool]?.org === 'required' ? ['custom:org_id', 'custom:role'] : ['custom:role']
    expect(custom?.sort()).toEqual(clientKinds[kind].subject === 'machine' ? [] : ofPeople)
  })
})

test.each(pools)(
  'the pool %s has the attributes that its assignment needs, and no other of its own',
  (pool, { org }) => {
    const schema = poolIn(main, pool).Properties.Schema?.map(({ Name, AttributeDataType }) => [Name, AttributeDataType])
    expect(schema).toEqual([...(org === 'required' ? [['org_id', 'String']] : []), ['role', 'String']])
  },
)

test.each(pools)('the sign-in domain of the pool %s is its stage’s', (pool) => {
  const domains = ofType<{ readonly UserPoolId: unknown; readonly Domain: string }>(
    main,
    'AWS::Cognito::UserPoolDomain',
  )
  const own = domains.filter((domain) => belongsTo(poolIn(main, pool), domain))
  expect(only(own, `domain of ${pool}`).Properties.Domain).toBe(`fleet-${pool}`)
})

test('pages may read the headers of answers that a client needs, and keep a preflight’s answer for an hour', () => {
  const headers = [
    'allow',
    'etag',
    'idempotency-replayed',
    'location',
    'retry-after',
    'www-authenticate',
    'x-amzn-remapped-www-authenticate',
    'x-request-id',
  ]
  expect(apiIn(main, 'garage').Properties.CorsConfiguration).toMatchObject({ ExposeHeaders: headers, MaxAge: 3600 })
})

test('each API calls its functions with payload 2.0, which is what the kit’s adapter reads', () => {
  const integrations = ofType<{ readonly PayloadFormatVersion: string }>(main, 'AWS::ApiGatewayV2::Integration')
  expect(new Set(integrations.map(({ Properties }) => Properties.PayloadFormatVersion))).toEqual(new Set(['2.0']))
})

test.each(pools)('the API of %s logs each request in JSON with its decision, and within the quota', (pool) => {
  const format = only(stagesOf(main, apiIn(main, pool)), 'stage').Properties.AccessLogSettings?.Format ?? ''
  expect(Object.values(JSON.parse(format) as object)).toEqual(
    expect.arrayContaining(['$context.requestId', '$context.routeKey', '$context.status', '$context.authorizer.error']),
  )
  expect(format.length).toBeLessThan(3072)
})
