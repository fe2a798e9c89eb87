import { expect, test } from 'vitest'
import { parseEnvironment } from './environment.ts'
import { contract } from './testing/fleet.ts'

const good = { POOL: 'garage', CLIENT_DIRECTORY: '{"garage-web":"web1","garage-app":"app1"}' }
const parameter = { POOL: 'garage', CLIENT_DIRECTORY_PARAMETER: '/fleet/garage/clients' }

test('parseEnvironment() takes a pool of the contract and its directory, or the parameter that holds it', () => {
  expect(parseEnvironment(contract, { ...good, PATH: '/bin' })).toEqual({
    pool: 'garage',
    directory: new Map([
      ['web1', 'garage-web'],
      ['app1', 'garage-app'],
    ]),
  })
  expect(parseEnvironment(contract, parameter)).toEqual({ pool: 'garage', directory: '/fleet/garage/clients' })
})

test.each([
  ['nothing', {}, 'POOL'],
  ['a pool that the contract does not have', { ...good, POOL: 'secret-pool' }, 'POOL'],
  ['the name of an object’s member as pool', { ...good, POOL: 'constructor' }, 'POOL'],
  ['no directory', { POOL: 'garage' }, 'CLIENT_DIRECTORY'],
  ['two directories', { ...good, ...parameter }, 'CLIENT_DIRECTORY'],
  ...[
    '',
    'secret=web1',
    'null',
    '["secret"]',
    '"secret"',
    '{"secret":1}',
    '{"secret":""}',
    '{"":"secret"}',
    '{"garage-web":"${Secret}"}',
    '{"garage-web":"secret","garage-app":"secret"}',
    '{"garage-web":"secret"',
  ].map((text) => [`the directory ${text}`, { ...good, CLIENT_DIRECTORY: text }, 'CLIENT_DIRECTORY'] as const),
  ['an empty parameter', { ...parameter, CLIENT_DIRECTORY_PARAMETER: '' }, 'CLIENT_DIRECTORY_PARAMETER'],
  [
    'a parameter with blanks',
    { ...parameter, CLIENT_DIRECTORY_PARAMETER: 'secret value' },
    'CLIENT_DIRECTORY_PARAMETER',
  ],
] as const)('parseEnvironment() refuses %s, names the first mistake and no value', (_, variables, name) => {
  expect(() => parseEnvironment(contract, variables)).toThrow(
    new RegExp(`^Environment variable \`${name}\` (?:must|is|gives) (?!.*secret)[\\w ,:/]+$`, 'i'),
  )
})
