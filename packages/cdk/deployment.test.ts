import { allPools } from '@scopegate/scopes/lookup'
import { describe, expect, test } from 'vitest'
import { domainOf, recordedDeployment, refusalToDeploy } from './deployment.ts'

describe('domainOf()', () => {
  test.each(['a', '7', 'acme', 'acme-2', 'a'.repeat(54)])('takes the prefix %s', (domainPrefix) => {
    expect(domainOf({ domainPrefix }, 'merchant')).toBe(`${domainPrefix}-merchant`)
  })

  test.each(['Acme', '-acme', 'acme-', 'ac me', 'acmé', 'acme\n', '', 7, undefined])(
    'refuses the prefix %j',
    (value) => {
      // The cast is the point: the file may hold anything.
      expect(() => domainOf({ domainPrefix: value as string }, 'merchant')).toThrow(
        '`domainPrefix` in infra/deployment.json takes lower-case letters, digits and inner hyphens. Record another',
      )
    },
  )

  test('refuses a prefix that is too long with the pool behind it', () => {
    expect(() => domainOf({ domainPrefix: 'a'.repeat(55) }, 'merchant')).toThrow(
      '`domainPrefix` in infra/deployment.json may have 54 characters, for the pool `merchant` follows it',
    )
  })

  test.each([
    ['my-aws', 'merchant', 'aws'],
    ['jigsawsaw', 'merchant', 'aws'],
    ['amazonas', 'merchant', 'amazon'],
    ['incognito', 'merchant', 'cognito'],
    ['acme', 'laws', 'aws'],
  ])('refuses %s-%s, because it holds %s', (domainPrefix, pool, word) => {
    expect(() => domainOf({ domainPrefix }, pool)).toThrow(`holds \`${word}\`, which Cognito refuses`)
  })

  test('takes the recorded prefix for every pool', () => {
    for (const pool of allPools) expect(() => domainOf(recordedDeployment(), pool)).not.toThrow()
  })
})

describe('refusalToDeploy()', () => {
  test('refuses the prefix that this repository comes with, in one line that names the file to edit', () => {
    expect(refusalToDeploy({ domainPrefix: 'scopegate' })).toMatch(
      /^Cannot deploy: `domainPrefix` in infra\/deployment\.json is still `scopegate`[^\n]+[^.]$/,
    )
  })

  test('has nothing against another', () => {
    expect(refusalToDeploy({ domainPrefix: 'acme' })).toBeUndefined()
  })
})
