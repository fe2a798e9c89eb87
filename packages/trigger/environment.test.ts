import { expect, test } from 'vitest'
import { parseEnvironment } from './environment.ts'
import { contract } from './testing/fleet.ts'

const good = { POOL: 'garage', CLIENT_DIRECTORY_PARAMETER: '/fleet/garage/clients' }

test('parseEnvironment() takes a pool of the contract and a parameter', () => {
  expect(parseEnvironment(contract, { ...good, PATH: '/bin' })).toEqual({
    pool: 'garage',
    clientDirectoryParameter: '/fleet/garage/clients',
  })
})

test.each([
  ['nothing', {}, 'POOL'],
  ['a pool that the contract does not have', { ...good, POOL: 'secret-pool' }, 'POOL'],
  ['the name of an object’s member as pool', { ...good, POOL: 'constructor' }, 'POOL'],
  ['no parameter', { POOL: 'garage' }, 'CLIENT_DIRECTORY_PARAMETER'],
  ['an empty parameter', { ...good, CLIENT_DIRECTORY_PARAMETER: '' }, 'CLIENT_DIRECTORY_PARAMETER'],
  ['a parameter with blanks', { ...good, CLIENT_DIRECTORY_PARAMETER: 'secret value' }, 'CLIENT_DIRECTORY_PARAMETER'],
])('parseEnvironment() refuses %s, names the first mistake and no value', (_, variables, name) => {
  expect(() => parseEnvironment(contract, variables)).toThrow(
    new RegExp(`^Environment variable \`${name}\` must name (?!.*secret)[\\w ,:/]+$`),
  )
})
