import { expect, test } from 'vitest'
import { z } from 'zod'
import { ConfigurationError, readEnvironment } from '../environment.ts'
import { parsePools } from './pools.ts'

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_FAKE00001'
const good = { merchant: { issuer, clients: { fakewebclient: 'merchant-web' } } }
const parse = (value: unknown) => parsePools(JSON.stringify(value))

test('a pool comes with its issuer, its key set and the catalog’s clients', () => {
  const [pool] = parse(good)
  expect(pool).toMatchObject({ pool: 'merchant', issuer, jwksUri: `${issuer}/.well-known/jwks.json` })
  expect(pool?.clients.get('fakewebclient')?.name).toBe('merchant-web')
})

test.each(['http://127.0.0.1:8700/us-east-1_x', 'http://localhost:8700/us-east-1_x', 'http://[::1]:8700/us-east-1_x'])(
  'plain http is accepted for loopback: %s',
  (address) => {
    expect(parse({ merchant: { ...good.merchant, issuer: address } })).toHaveLength(1)
    expect(parse({ merchant: { ...good.merchant, jwksUri: `${address}/jwks.json` } })[0]?.jwksUri).toBe(
      `${address}/jwks.json`,
    )
  },
)

const withMerchant = (change: Record<string, unknown>) => ({ merchant: { ...good.merchant, ...change } })

test.each<[string, unknown, string]>([
  ['no pool', {}, 'at least one pool'],
  ['a list', [], '`POOLS` is not valid'],
  ['an unknown pool', { shop: good.merchant }, '`/shop`'],
  ['an inherited name', { toString: good.merchant }, '`/toString`'],
  ['no issuer', { merchant: { clients: { a: 'merchant-web' } } }, '`/merchant/issuer`'],
  ['an issuer that is no address', withMerchant({ issuer: 'cognito' }), '`/merchant/issuer`'],
  ['an issuer over plain http', withMerchant({ issuer: 'http://cognito.example.test/x' }), '`/merchant/issuer`'],
  [
    'an issuer whose name starts like loopback',
    withMerchant({ issuer: 'http://127.0.0.1.example.test/x' }),
    '`/merchant/issuer`',
  ],
  ['an issuer with a trailing slash', withMerchant({ issuer: `${issuer}/` }), '`/merchant/issuer`'],
  ['an issuer with a query', withMerchant({ issuer: `${issuer}?x=1` }), '`/merchant/issuer`'],
  ['an issuer with a password', withMerchant({ issuer: 'https://u:p@example.test/x' }), '`/merchant/issuer`'],
  ['a key set over plain http', withMerchant({ jwksUri: 'http://example.test/jwks.json' }), '`/merchant/jwksUri`'],
  ['no clients', withMerchant({ clients: {} }), '`/merchant/clients`'],
  ['an unknown client', withMerchant({ clients: { a: 'merchant-tv' } }), '`/merchant/clients/a`'],
  ['a client of another pool', withMerchant({ clients: { a: 'admin-portal' } }), '`/merchant/clients/a`'],
  ['a client id of another form', withMerchant({ clients: { 'a b': 'merchant-web' } }), '`/merchant/clients/a b`'],
  ['a misspelt field', withMerchant({ jwksURI: issuer }), '`/merchant`'],
  ['two pools with one issuer', { ...good, admin: { issuer, clients: { b: 'admin-portal' } } }, 'an issuer of its own'],
])('%s is refused and the message names the place', (_, value, words) => {
  expect(() => parse(value)).toThrow(ConfigurationError)
  expect(() => parse(value)).toThrow(words)
})

test.each([undefined, '', '{', 'null'])('POOLS of %j is refused', (text) => {
  expect(() => parsePools(text)).toThrow(ConfigurationError)
})

test('messages never hold the value', () => {
  expect(() => parse(withMerchant({ issuer: 'https://user:hunter2@example.test' }))).toThrow(/^(?!.*hunter2)/)
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
