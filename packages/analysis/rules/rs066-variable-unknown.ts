/**
 * RS066: the functions that decide who may do what read their own variables only.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

const triggers = new Set(['POOL', 'CLIENT_DIRECTORY_PARAMETER'])

/** A table’s name comes from the table: a name written out could be of anybody’s. */
const isOfService = ([name, value]: readonly [string, string]): boolean =>
  name === 'POOLS' || (/^[A-Z]+(?:_[A-Z]+)*_TABLE$/.test(name) && /^\$\{(?!AWS::)[^}]+\}$/.test(value))

export const variableUnknown: TemplateRule = {
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
        { place, cause: `The function has the variable ${quoted(names)}, which is none of ours`, fix: 'Take it away' },
      ]
    }),
}
