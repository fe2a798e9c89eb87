/**
 * RS067: what runs in triggers and services is this working tree's bundle.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const codeForeign: TemplateRule = {
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
}
