import { expect, test } from 'vitest'
import { closeMatch } from './close-match.ts'

test.each([
  ['ownr', ['owner', 'operator'], 'owner'],
  ['onwer', ['viewer', 'owner'], 'owner'],
  ['READ:WALLET', ['read:wallet', 'write:wallet'], 'read:wallet'],
  ['merchnat-ap', ['merchant-web', 'merchant-app'], 'merchant-app'],
  ['zzzzzz', ['owner', 'staff'], undefined],
  ['', ['owner'], undefined],
  ['x'.repeat(101), ['x'.repeat(101)], undefined],
])('closeMatch() takes %s among %j for %s', (typed, known, meant) => {
  expect(closeMatch(typed, known)).toBe(meant)
})
