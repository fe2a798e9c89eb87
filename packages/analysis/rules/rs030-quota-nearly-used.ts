/**
 * RS030: there is room left in each quota.
 *
 * @module
 */
import { levelOf, tellUse } from './quota-breach.ts'
import { quotaPlaces } from './quota-place.ts'
import { isCounted } from './rs029-quota-exceeded.ts'
import type { ContractRule } from './rule.ts'

export const quotaNearlyUsed: ContractRule = {
  on: 'contract',
  id: 'RS030',
  name: 'quota-nearly-used',
  severity: 'warning',
  rule: 'A contract uses less than four fifths of each quota',
  why: 'The next client or scope may be the one that is refused, and splitting a pool takes longer than a day.',
  source: 'aws-facts §D.1, §D.2',
  fix: 'Have an adjustable quota raised, or plan how to split what uses a fixed one',
  judge: ({ quotas, clients }) => {
    const placeOf = quotaPlaces(clients)
    return quotas.filter((use) => isCounted(use) && levelOf(use) === 'near').map((use) => tellUse(use, placeOf(use)))
  },
}
