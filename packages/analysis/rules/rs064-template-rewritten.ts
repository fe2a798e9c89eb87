/**
 * RS064: what is deployed is what was judged.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const templateRewritten: TemplateRule = {
  on: 'template',
  id: 'RS064',
  name: 'template-rewritten',
  severity: 'error',
  rule: 'No macro, include or module writes into the template when it is deployed',
  why: 'CloudFormation would deploy another template than the one that every rule here has judged.',
  source: 'docs/command-line.md',
  fix: 'Write out what the macro or module would make',
  judge: ({ template }) =>
    template.rewrites.map(({ resource, what }) => ({
      place: inTemplate(resource),
      cause: `The template has ${what}`,
      fix: 'Write out what it would make',
    })),
}
