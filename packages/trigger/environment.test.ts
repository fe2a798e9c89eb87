import { expect, test } from 'vitest'
import { parseEnvironment } from './environment.ts'

const good = { POOL: 'merchant', CLIENT_DIRECTORY_PARAMETER: '/scopegate/merchant/clients' }

test('parseEnvironment() takes a pool of the catalog and a parameter', () => {
  expect(parseEnvironment({ ...good, PATH: '/bin' })).toEqual({
    pool: 'merchant',
    clientDirectoryParameter: '/scopegate/merchant/clients',
  })
})

test.each([
  ['nothing', {}, 'POOL'],
  ['a pool that the catalog does not know', { ...good, POOL: 'secret-pool' }, 'POOL'],
  ['the name of an object’s member as pool', { ...good, POOL: 'constructor' }, 'POOL'],
  ['no parameter', { POOL: 'merchant' }, 'CLIENT_DIRECTORY_PARAMETER'],
  ['an empty parameter', { ...good, CLIENT_DIRECTORY_PARAMETER: '' }, 'CLIENT_DIRECTORY_PARAMETER'],
  ['a parameter with blanks', { ...good, CLIENT_DIRECTORY_PARAMETER: 'secret value' }, 'CLIENT_DIRECTORY_PARAMETER'],
])('parseEnvironment() refuses %s, names the first mistake and no value', (_, variables, name) => {
  expect(() => parseEnvironment(variables)).toThrow(
    new RegExp(`^Environment variable \`${name}\` must name (?!.*secret)[\\w ,:/]+$`),
  )
})
