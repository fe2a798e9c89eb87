/**
 * RS036: the routes of the pools' APIs are the only way in, and nothing else is there.
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
  rule: 'The routes of the pools’ HTTP APIs are the only way in, and the template has no kind of resource that packages/cdk does not make',
  why: 'Another way in has no authorizer of ours: a function URL, a foreign identity provider, a user who was put there. What hangs on a pool or an API that is made elsewhere cannot be judged.',
  source: 'aws-facts §E.4',
  fix: 'Remove the resource, or write its routes out under the API of a pool; a new kind of resource goes into packages/cli/template/other-doors.ts, with the rules that judge it',
  judge: ({ template }) =>
    template.otherDoors.map(({ resource, what }) => ({
      place: inTemplate(resource),
      cause: `The template has ${what}`,
      fix: 'Remove it, or write its routes out under the API of a pool',
    })),
}
