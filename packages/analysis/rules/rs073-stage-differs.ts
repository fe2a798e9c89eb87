/**
 * RS073: an API has one stage, limited and logged.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const stageDiffers: TemplateRule = {
  on: 'template',
  id: 'RS073',
  name: 'stage-differs',
  severity: 'error',
  rule: 'An API has the stage `$default` alone, with limits on requests and an access log',
  why: 'A second stage is another address that nobody watches; without limits one caller takes it all, and without a log nobody can say who was let in.',
  source: 'packages/cdk/api/pool-api.ts',
  fix: 'Make the API with `PoolApi`, with one stage',
  judge: ({ template }) =>
    template.stageFaults.map(({ resource, what }) => ({
      place: inTemplate(resource),
      cause: `The template has ${what}`,
      fix: 'Make it as packages/cdk/api/pool-api.ts does',
    })),
}
