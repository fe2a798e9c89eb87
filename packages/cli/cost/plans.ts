/**
 * Which of Cognito's plans can run a contract: scopes, organization and role get into access tokens by a trigger of a
 * version that not every plan has (aws-facts §B.1).
 *
 * @module
 */

import { expectedSystem } from '@scopegate/analysis/deployed/expected'
import type { Contract } from '@scopegate/contract/contract'
import type { Plan } from './price-table.ts'

export const plans = ['lite', 'essentials', 'plus'] as const satisfies readonly Plan[]

/** As AWS writes them. */
export const planNames: Readonly<Record<Plan, string>> = { lite: 'Lite', essentials: 'Essentials', plus: 'Plus' }

const customizing: ReadonlySet<string | undefined> = new Set(['V2_0', 'V3_0'])

/** A plan runs the contract if it runs each of its pools. */
export function plansThatRun(contract: Contract): ReadonlySet<Plan> {
  const customizes = Object.values(expectedSystem(contract).pools).some((pool) => customizing.has(pool.triggerVersion))
  return new Set(customizes ? ['essentials', 'plus'] : plans)
}
