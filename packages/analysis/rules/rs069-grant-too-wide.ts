/**
 * RS069: nobody reaches functions and data past the gateway.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const grantTooWide: TemplateRule = {
  on: 'template',
  id: 'RS069',
  name: 'grant-too-wide',
  severity: 'error',
  rule: 'Only the template’s own APIs and pools call functions, and a function’s role may do what its handlers do to the resources that they name',
  why: 'Who calls a function past the gateway writes the claims of the token themselves. A role that may do anything lets one fault in a service reach every organization.',
  source: 'packages/cdk/functions/node-function.ts, packages/cdk/functions/services.ts',
  fix: 'Grant single actions on single resources, as packages/cdk/functions/services.ts does; a new kind of action goes into packages/cli/template/grants.ts',
  judge: ({ template }) =>
    template.grants.map(({ resource, what }) => ({
      place: inTemplate(resource),
      cause: `The template grants ${what}`,
      fix: 'Grant single actions on resources of the template, to its own functions, APIs and pools',
    })),
}
