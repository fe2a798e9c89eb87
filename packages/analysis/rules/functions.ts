/** Rules over a template’s functions: whom they trust, and what they run. */

import { quoted } from '@scopegate/contract/quoted'
import type { DeployedSystem } from '../deployed/shape.ts'
import type { TemplateFunction } from '../deployed/template.ts'
import { tiesEach } from './pools.ts'
import { eachDeployed, onTemplate } from './rule.ts'

function isRight({ pools }: TemplateFunction, expected: DeployedSystem): boolean {
  const wanted = Object.entries(expected.pools)
  if (pools === undefined) return false
  if (Object.keys(pools).length !== wanted.length) return false
  return wanted.every(([name, { clients }]) => {
    const told = pools[name]
    // By id: a stranger’s id beside a name that is told already must not hide behind it.
    return told?.tokensOf === name && told.others.length === 0 && tiesEach(told.clients, Object.keys(clients))
  })
}

export const functionRules = onTemplate({
  'services-trust-differs': eachDeployed(
    'functions',
    (each, { expected }) => !each.isTrigger && !isRight(each, expected),
    () =>
      'The function’s variable `POOLS` is missing, or tells other pools, issuers, clients or key sets than the template has',
  ),
  'code-foreign': eachDeployed(
    'functions',
    ({ foreignCode }) => foreignCode.length > 0,
    ({ foreignCode }) => `The function has a ${quoted(foreignCode)} that is not of our bundle`,
  ),
})
