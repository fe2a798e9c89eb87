import { expect, test } from 'vitest'
import { closeMatch } from './close-match.ts'

test.each([
  ['ownr', ['owner', 'operator'], 'owner'],
  ['onwer', ['viewer', 'owner'], 'owner'],
  ['READ:DEPOSIT', ['read:deposit', 'write:deposit'], 'read:deposit'],
  ['garaeg-ap', ['garage-web', 'garage-app'], 'garage-app'],
  ['zzzzzz', ['owner', 'staff'], undefined],
  ['', ['owner'], undefined],
  ['x'.repeat(101), ['x'.repeat(101)], undefined],
])('closeMatch() takes %s among %j for %s', (typed, known, meant) => {
  expect(closeMatch(typed, known)).toBe(meant)
})
