import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ConfigurationError, readEnvironment } from '../environment.ts'
import { parsePools } from './pools.ts'

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_FAKE00001'
const good = { garage: { issuer, clients: { fakewebclient: 'garage-web' } } }
const parse = (value: unknown) => parsePools(contract, JSON.stringify(value))

test('a pool comes with its issuer, its key set and the contract’s clients', () => {
  const [pool] = parse(good)
  expect(pool).toMatchObject({ pool: 'garage', issuer, jwksUri: `${issuer}/.well-known/jwks.json` })
  expect(pool?.clients.get('fakewebclient')?.name).toBe('garage-web')
})

test.each(['http://127.0.0.1:8700/us-east-1_x', 'http://localhost:8700/us-east-1_x', 'http://[::1]:8700/us-east-1_x'])(
  'plain http is accepted for loopback: %s',
  (address) => {
    expect(parse({ garage: { ...good.garage, issuer: address } })).toHaveLength(1)
    expect(parse({ garage: { ...good.garage, jwksUri: `${address}/jwks.json` } })[0]?.jwksUri).toBe(
      `${address}/jwks.json`,
    )
  },
)

const withGarage = (change: Record<string, unknown>) => ({ garage: { ...good.garage, ...change } })

test.each<[string, unknown, string]>([
  ['no pool', {}, 'at least one pool'],
  ['a list', [], '`POOLS` is not valid'],
  ['an unknown pool', { shop: good.garage }, '`/shop`'],
  ['an inherited name', { toString: good.garage }, '`/toString`'],
  ['no issuer', { garage: { clients: { a: 'garage-web' } } }, '`/garage/issuer` is not valid: is required'],
  ['an issuer that is no address', withGarage({ issuer: 'cognito' }), '`/garage/issuer`'],
  ['an issuer over plain http', withGarage({ issuer: 'http://cognito.example.test/x' }), '`/garage/issuer`'],
  [
    'an issuer whose name starts like loopback',
    withGarage({ issuer: 'http://127.0.0.1.example.test/x' }),
    '`/garage/issuer`',
  ],
  ['an issuer with a trailing slash', withGarage({ issuer: `${issuer}/` }), '`/garage/issuer`'],
  ['an issuer with a query', withGarage({ issuer: `${issuer}?x=1` }), '`/garage/issuer`'],
  ['an issuer with a password', withGarage({ issuer: 'https://u:p@example.test/x' }), '`/garage/issuer`'],
  ['a key set over plain http', withGarage({ jwksUri: 'http://example.test/jwks.json' }), '`/garage/jwksUri`'],
  ['no clients', withGarage({ clients: {} }), '`/garage/clients`'],
  ['an unknown client', withGarage({ clients: { a: 'garage-tv' } }), '`/garage/clients/a`'],
  ['a client of another pool', withGarage({ clients: { a: 'admin-portal' } }), '`/garage/clients/a`'],
  ['a client id of another form', withGarage({ clients: { 'a b': 'garage-web' } }), '`/garage/clients/a b`'],
  ['a misspelt field', withGarage({ jwksURI: issuer }), '`/garage` is not valid: must not have `jwksURI`'],
  ['two pools with one issuer', { ...good, admin: { issuer, clients: { b: 'admin-portal' } } }, 'an issuer of its own'],
])('%s is refused and the message names the place', (_, value, words) => {
  expect(() => parse(value)).toThrow(ConfigurationError)
  expect(() => parse(value)).toThrow(words)
})

test.each([undefined, '', '{', 'null'])('POOLS of %j is refused', (text) => {
  expect(() => parsePools(contract, text)).toThrow(ConfigurationError)
})

test('messages never hold the value', () => {
  expect(() => parse(withGarage({ issuer: 'https://user:hunter2@example.test' }))).toThrow(/^(?!.*hunter2)/)
})

test('readEnvironment() names the first variable that is missing, empty or wrong', () => {
  const variables = { TABLE: z.string(), PORT: z.coerce.number().int().max(65_535) }
  expect(readEnvironment(variables, { TABLE: 't', PORT: '80', OTHER: 'x' })).toEqual({ TABLE: 't', PORT: 80 })
  expect(() => readEnvironment(variables, { PORT: '80' })).toThrow('`TABLE` is not set')
  expect(() => readEnvironment(variables, { TABLE: '', PORT: '80' })).toThrow('`TABLE` is not set')
  expect(() => readEnvironment(variables, { TABLE: 't', PORT: '99999' })).toThrow('`PORT` is not valid')
})

test('readEnvironment() leaves a missing optional variable undefined, or gives its default', () => {
  const variables = { ENDPOINT: z.url().optional(), PORT: z.coerce.number().default(8080) }
  expect(readEnvironment(variables, { ENDPOINT: '' })).toEqual({ ENDPOINT: undefined, PORT: 8080 })
})
