/**
 * RS045: nobody writes their own organization and role.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

/** What decides what a person may do: the token trigger turns them into claims. */
export const decisive = new Set(['custom:org_id', 'custom:role'])

export const attributeWritable: TemplateRule = {
  on: 'template',
  id: 'RS045',
  name: 'attribute-writable',
  severity: 'error',
  rule: 'Each app client lists the attributes that it may write, and neither `custom:org_id` nor `custom:role` is among them',
  why: 'Anybody with that client and a token of their own could move to another organization or become its owner.',
  source: 'aws-facts §B.3',
  fix: 'List in `WriteAttributes` what a person may change about themselves; an empty list may count as none stated',
  judge: ({ clients }) =>
    clients.flatMap(({ name, client: { resource, writeAttributes } }): readonly Finding[] => {
      const place = inTemplate(resource)
      if (writeAttributes === undefined || writeAttributes.length === 0) {
        const cause = `The client \`${name}\` does not list the attributes that it may write, so that Cognito decides`
        return [{ place, cause, fix: 'List in `WriteAttributes` what a person may change about themselves' }]
      }
      // RS065 tells what a deployment may put there; here it may be the worst.
      const found = writeAttributes.filter((attribute) => decisive.has(attribute) || attribute.includes('${'))
      return found.length === 0
        ? []
        : [{ place, cause: `The client \`${name}\` may write ${quoted(found)}`, fix: 'Take it from `WriteAttributes`' }]
    }),
}
