/**
 * RS046: a person's organization is set once.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const orgAttributeMutable: TemplateRule = {
  on: 'template',
  id: 'RS046',
  name: 'org-attribute-mutable',
  severity: 'error',
  rule: 'The attribute `custom:org_id` cannot be changed once a person exists',
  why: 'A person never changes organization. Whatever could change it would open another organization’s data to them.',
  source: 'packages/cdk/identity/attributes.ts',
  fix: 'Declare `org_id` with `Mutable: false` before the pool has people',
  judge: ({ pools }) =>
    pools.flatMap(({ name, pool: { resource, customAttributes } }) =>
      when(
        customAttributes.some((attribute) => attribute.name === 'org_id' && attribute.mutable),
        () => [
          inTemplate(resource),
          `The pool \`${name}\` lets \`custom:org_id\` be changed`,
          'Declare it with `Mutable: false`',
        ],
      ),
    ),
}
