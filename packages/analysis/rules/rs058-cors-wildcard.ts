/**
 * RS058: no API allows any origin.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

/** Whether the API answers pages of any origin, or of any below a domain. */
export const hasWildcard = (origins: readonly string[]): boolean => origins.some((origin) => origin.includes('*'))

export const corsWildcard: TemplateRule = {
  on: 'template',
  id: 'RS058',
  name: 'cors-wildcard',
  severity: 'error',
  rule: 'An API allows named origins only',
  why: 'Any page could call the API with a token that it got hold of, and read the answer.',
  source: 'aws-facts §E.4',
  fix: 'List the origins of the pool’s browser clients',
  judge: ({ apis }) =>
    apis.flatMap(({ name, api: { resource, cors } }) =>
      when(hasWildcard(cors?.origins ?? []), () => [
        inTemplate(resource),
        `The API of \`${name}\` allows origins with \`*\``,
        'List the origins of the pool’s browser clients',
      ]),
    ),
}
