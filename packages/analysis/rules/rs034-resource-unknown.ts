/**
 * RS034: a template deploys no pool, client or API that the contract does not know.
 *
 * @module
 */
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const resourceUnknown: TemplateRule = {
  on: 'template',
  id: 'RS034',
  name: 'resource-unknown',
  severity: 'error',
  rule: 'Every user pool, app client and API of a template is one of the contract, and its metadata says which',
  why: 'A client or an API beside the contract grants what no review of the contract ever saw.',
  source: 'packages/cdk/describe.ts',
  fix: 'Add it to scopes/catalog.ts so that the template is made from there, or remove it from the template',
  judge: ({ pools, apis, clients, expected }) => {
    const tell = (what: string, name: string, place: { resource: string; marked: boolean }): Finding => ({
      place: inTemplate(place.resource),
      cause: place.marked
        ? `The ${what} \`${name}\` is not in the contract`
        : `The ${what} \`${name}\` does not say in its metadata which of the contract it is`,
      fix: 'Add it to scopes/catalog.ts so that the template is made from there, or remove it',
    })
    return [
      ...pools
        .filter(({ name, pool }) => !pool.marked || expected.pools[name] === undefined)
        .map(({ name, pool }) => tell('pool', name, pool)),
      ...clients
        .filter(({ pool, name, client }) => !client.marked || expected.pools[pool]?.clients[name] === undefined)
        .map(({ name, client }) => tell('client', name, client)),
      ...apis
        .filter(({ name, api }) => !api.marked || expected.apis[name] === undefined)
        .map(({ name, api }) => tell('API', name, api)),
    ]
  },
}
