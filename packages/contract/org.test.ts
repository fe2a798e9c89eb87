import { expect, test } from 'vitest'
import { isOrgId } from './org.ts'

test.each(['org_a', 'org_0', 'org_north', 'org_north-2_b', `org_${'a'.repeat(63)}`])('isOrgId() takes %s', (id) => {
  expect(isOrgId(id)).toBe(true)
})

test.each([
  '',
  'north',
  'org_',
  'org-north',
  'ORG_north',
  'org_North',
  'org__north',
  'org_-north',
  ' org_north',
  'org_north ',
  'org_north\n',
  'org_a\norg_b',
  'org_a#b',
  'org_a/b',
  'org_aé',
  'org_а', // Cyrillic
  'org_a\u0000',
  `org_${'a'.repeat(64)}`,
])('isOrgId() refuses %j', (id) => {
  expect(isOrgId(id)).toBe(false)
})
