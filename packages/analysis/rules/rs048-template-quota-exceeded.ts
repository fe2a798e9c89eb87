/**
 * RS048: a template fits the quotas that no contract shows.
 *
 * @module
 */
import { templateQuotaUses } from '../template-quotas.ts'
import { levelOf, tellUse } from './quota-breach.ts'
import type { TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const templateQuotaExceeded: TemplateRule = {
  on: 'template',
  id: 'RS048',
  name: 'template-quota-exceeded',
  severity: 'error',
  rule: 'A template fits the quotas of custom attributes, authorizers and access-log formats',
  why: 'The deployment fails at the resource that is too large, when the ones before it are already changed.',
  source: 'aws-facts §D.1, §D.2',
  fix: 'Use fewer or shorter ones',
  judge: ({ template }) =>
    templateQuotaUses(template)
      .filter((use) => levelOf(use) === 'exceeded')
      .map((use) => tellUse(use, inTemplate(use.resource))),
}
