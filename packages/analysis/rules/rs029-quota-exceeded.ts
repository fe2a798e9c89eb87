/**
 * RS029: a contract fits AWS's quotas.
 *
 * @module
 */
import { levelOf, tellUse } from './quota-breach.ts'
import { quotaPlaces } from './quota-place.ts'
import type { ContractRule } from './rule.ts'

/** RS031 and RS032 judge the token, which also has to leave room for others. */
export const isCounted = ({ quota }: { readonly quota: string }): boolean => quota !== 'header-bytes'

export const quotaExceeded: ContractRule = {
  on: 'contract',
  id: 'RS029',
  name: 'quota-exceeded',
  severity: 'error',
  rule: 'A contract fits the quotas of Cognito and API Gateway',
  why: 'The deployment fails at the resource that is one too many, when the ones before it are already changed.',
  source: 'aws-facts §D.1, §D.2',
  fix: 'Use fewer, or have an adjustable quota raised and write the new limit in scopes/quotas.ts',
  judge: ({ quotas, clients }) => {
    const placeOf = quotaPlaces(clients)
    return quotas
      .filter((use) => isCounted(use) && levelOf(use) === 'exceeded')
      .map((use) => tellUse(use, placeOf(use)))
  },
}
