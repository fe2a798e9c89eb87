/**
 * RS063: the services take the tokens of the contract's clients.
 *
 * @module
 */
import type { DeployedSystem } from '../deployed/shape.ts'
import type { TemplateFunction } from '../deployed/template.ts'
import { tiesEach } from './rs061-client-directory-differs.ts'
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

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

export const servicesTrustDiffers: TemplateRule = {
  on: 'template',
  id: 'RS063',
  name: 'services-trust-differs',
  severity: 'error',
  rule: 'The variable `POOLS` of every function that a route calls names each pool with its own issuer and the ids of its own clients, and nothing else',
  why: 'It is all that the second gate trusts. A foreign issuer or key set there forges any caller; a wrong name takes one client for another.',
  source: 'packages/http/verify/pools.ts',
  fix: 'Write the variable from the pools and clients themselves, as packages/cdk/functions/pools-variable.ts does',
  judge: ({ template, expected }) =>
    template.functions.flatMap((each) =>
      when(!each.isTrigger && !isRight(each, expected), () => [
        inTemplate(each.resource),
        'The function’s variable `POOLS` is missing, or tells other pools, issuers, clients or key sets than the template has',
        'Write it from the pools and clients themselves',
      ]),
    ),
}
