import { expect, test } from 'vitest'
import { shop } from '../testing/pools.ts'
import { authenticationOf, factorsFor, levelsAsked } from './levels.ts'

const asked = (acrValues: string) => levelsAsked(shop, acrValues) ?? []

test('a password is level 1, a password with TOTP level 4', () => {
  expect(authenticationOf(['password'])).toEqual({ level: 1, amr: ['pwd'] })
  expect(authenticationOf(['password', 'totp'])).toEqual({ level: 4, amr: ['pwd', 'otp', 'mfa'] })
})

test('levels are asked for in order, unknown names are ignored, and Lite ignores them all', () => {
  expect(asked('urn:cognito:loa:4 urn:other urn:cognito:loa:1')).toEqual([4, 1])
  expect(asked('urn:other')).toEqual([])
  expect(levelsAsked(shop, undefined)).toBeUndefined()
  expect(levelsAsked({ ...shop, plan: 'LITE' }, 'urn:cognito:loa:4')).toBeUndefined()
})

test.each([
  [[1], ['password', 'totp'], ['password']],
  [[2], ['password', 'totp'], ['password', 'totp']],
  [[4, 1], ['password'], ['password']],
  [
    [4, 1],
    ['password', 'totp'],
    ['password', 'totp'],
  ],
  [[4], ['password'], undefined],
  [[], ['password', 'totp'], undefined],
] as const)('for %j somebody with %j proves %j', (levels, has, factors) => {
  expect(factorsFor(levels, has)).toEqual(factors)
})
