/**
 * Rules over a template’s functions: whom they trust, and what they run.
 *
 * @module
 */

import { quoted } from '@scopegate/contract/quoted'
import type { DeployedSystem } from '../deployed/shape.ts'
import type { TemplateFunction } from '../deployed/template.ts'
import { tiesEach } from './pools.ts'
import type { Rule } from './rule.ts'
import { inTemplate, when } from './shared/words.ts'

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

export const functionRules: readonly Rule[] = [
  {
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
  },
  {
    on: 'template',
    id: 'RS067',
    name: 'code-foreign',
    severity: 'error',
    rule: 'Triggers and services run the bundle that packages/cdk made, from CDK’s own bucket, and nothing besides it',
    why: 'Other code in the token trigger writes any organization and role into a token; in a service it lets anybody in.',
    source: 'packages/cdk/functions/node-function.ts',
    fix: 'Make the function with `NodeFunction`, without layers, images and code of its own',
    judge: ({ template }) =>
      template.functions.flatMap(({ resource, foreignCode }) =>
        when(foreignCode.length > 0, () => [
          inTemplate(resource),
          `The function has a ${quoted(foreignCode)} that is not of our bundle`,
          'Make it with `NodeFunction`',
        ]),
      ),
  },
]
