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
  RS063: {
    name: 'services-trust-differs',
    rule: 'The variable `POOLS` of every function that a route calls names each pool with its own issuer and the ids of its own clients, and nothing else',
    why: 'It is all that the second gate trusts. A foreign issuer or key set there forges any caller; a wrong name takes one client for another.',
    source: 'packages/http/verify/pools.ts',
    fix: 'Write the variable from the pools and clients themselves, as packages/cdk/functions/pools-variable.ts does',
    judge: eachDeployed(
      'functions',
      (each, { expected }) => !each.isTrigger && !isRight(each, expected),
      () =>
        'The function’s variable `POOLS` is missing, or tells other pools, issuers, clients or key sets than the template has',
    ),
  },
  RS067: {
    name: 'code-foreign',
    rule: 'Triggers and services run the bundle that packages/cdk made, from CDK’s own bucket, and nothing besides it',
    why: 'Other code in the token trigger writes any organization and role into a token; in a service it lets anybody in.',
    source: 'packages/cdk/functions/node-function.ts',
    fix: 'Make the function with `NodeFunction`, without layers, images and code of its own',
    judge: eachDeployed(
      'functions',
      ({ foreignCode }) => foreignCode.length > 0,
      ({ foreignCode }) => `The function has a ${quoted(foreignCode)} that is not of our bundle`,
    ),
  },
})
