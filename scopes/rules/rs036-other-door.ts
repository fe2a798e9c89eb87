/**
 * RS036: the routes of the pools' APIs are the only way in.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const otherDoor: TemplateRule = {
  on: 'template',
  id: 'RS036',
  name: 'other-door',
  severity: 'error',
  rule: 'The routes of the pools’ HTTP APIs are the only way in, and all of them stand in the template',
  why: 'Another way in has no authorizer of ours. What hangs on a pool or an API that is made elsewhere cannot be judged.',
  source: 'aws-facts §E.4',
  fix: 'Remove the resource, or write its routes out under the API of a pool',
  judge: ({ template }) =>
    template.otherDoors.map(({ resource, what }) => ({
      place: inTemplate(resource),
      cause: `The template has ${what}`,
      fix: 'Remove it, or write its routes out under the API of a pool',
    })),
}
