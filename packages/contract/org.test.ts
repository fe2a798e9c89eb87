import { expect, test } from 'vitest'
import { isOrgId } from './org.ts'

test.each(['org_a', 'org_0', 'org_acme', 'org_acme-2_b', `org_${'a'.repeat(63)}`])('isOrgId() takes %s', (id) => {
  expect(isOrgId(id)).toBe(true)
})

test.each([
  '',
  'acme',
  'org_',
  'org-acme',
  'ORG_acme',
  'org_Acme',
  'org__acme',
  'org_-acme',
  ' org_acme',
  'org_acme ',
  'org_acme\n',
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
