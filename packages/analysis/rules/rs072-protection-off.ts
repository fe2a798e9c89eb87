/**
 * RS072: what cannot be made again stays.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const protectionOff: TemplateRule = {
  on: 'template',
  id: 'RS072',
  name: 'protection-off',
  severity: 'error',
  rule: 'User pools and tables are protected against deletion, stay when their stack goes, and a table can be restored',
  why: 'People with their `sub`, and rows, cannot be made again: one wrong deployment would take them all.',
  source: 'packages/cdk/identity/pool.ts, packages/cdk/data/durable-table.ts',
  fix: 'Make pools with `Pool` and tables with `DurableTable`',
  judge: ({ template }) =>
    template.unprotected.map(({ resource, what }) => ({
      place: inTemplate(resource),
      cause: `The resource is not protected: ${what} is missing or lets it go`,
      fix: 'Protect it against deletion and retain it',
    })),
}
