/**
 * RS049: there is room left in the quotas that no contract shows.
 *
 * @module
 */
import { templateQuotaUses } from '../template-quotas.ts'
import { levelOf, tellUse } from './quota-breach.ts'
import type { TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const templateQuotaNearlyUsed: TemplateRule = {
  on: 'template',
  id: 'RS049',
  name: 'template-quota-nearly-used',
  severity: 'warning',
  rule: 'A template uses less than four fifths of the quotas of custom attributes, authorizers and access-log formats',
  why: 'The next attribute, authorizer or field of the log may be the one that is refused.',
  source: 'aws-facts §D.1, §D.2',
  fix: 'Look for what can go before the next one is needed',
  judge: ({ template }) =>
    templateQuotaUses(template)
      // A name does not grow: it fits or it does not.
      .filter((use) => use.quota !== 'custom-attribute-name' && levelOf(use) === 'near')
      .map((use) => tellUse(use, inTemplate(use.resource))),
}
