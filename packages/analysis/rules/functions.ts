/**
 * Rules over a template’s functions: whom they trust, what they are told, what they run, what they may do.
 *
 * @module
 */

import { quoted } from '@scopegate/contract/quoted'
import { type DeployedSystem } from '../deployed/shape.ts'
import { type TemplateFunction } from '../deployed/template.ts'
import { tiesEach } from './pools.ts'
import { type Finding, type Rule } from './rule.ts'
import { inTemplate, told, when } from './words.ts'

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

const triggers = new Set(['POOL', 'CLIENT_DIRECTORY_PARAMETER'])

/** A table’s name comes from the table: a name written out could be of anybody’s. */
const isOfService = ([name, value]: readonly [string, string]): boolean =>
  name === 'POOLS' || (/^[A-Z]+(?:_[A-Z]+)*_TABLE$/.test(name) && /^\$\{(?!AWS::)[^}]+\}$/.test(value))

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
    id: 'RS066',
    name: 'variable-unknown',
    severity: 'error',
    rule: 'A function has no variables but those that packages/cdk gives it: `POOLS` and names of tables, a trigger its pool and its directory',
    why: 'Another one turns off the check of certificates, loads code at start or sends all data to an address of somebody’s.',
    source: 'packages/cdk/functions/services.ts, packages/cdk/identity/token-trigger.ts',
    fix: 'Take the variable away; a setting that the services really read is added to this rule in the same change',
    judge: ({ template }) =>
      template.functions.flatMap(({ resource, isTrigger, variables }): readonly Finding[] => {
        const place = inTemplate(resource)
        if (variables === undefined) {
          return [{ place, cause: 'The function’s variables cannot be read', fix: 'Write them out' }]
        }
        const foreign = Object.entries(variables).filter(
          (each) => !(isTrigger ? triggers.has(each[0]) : isOfService(each)),
        )
        if (foreign.length === 0) return []
        const names = foreign.map(([name]) => name)
        return [
          {
            place,
            cause: `The function has the variable ${quoted(names)}, which is none of ours`,
            fix: 'Take it away',
          },
        ]
      }),
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
  {
    on: 'template',
    id: 'RS069',
    name: 'grant-too-wide',
    severity: 'error',
    rule: 'Only the template’s own APIs and pools call functions, and a function’s role may do what its handlers do to the resources that they name',
    why: 'Who calls a function past the gateway writes the claims of the token themselves. A role that may do anything lets one fault in a service reach every organization.',
    source: 'packages/cdk/functions/node-function.ts, packages/cdk/functions/services.ts',
    fix: 'Grant single actions on single resources, as packages/cdk/functions/services.ts does; a new kind of action goes into packages/analysis/template/grants.ts',
    judge: told(
      'grants',
      (what) => `The template grants ${what}`,
      'Grant single actions on resources of the template, to its own functions, APIs and pools',
    ),
  },
]
