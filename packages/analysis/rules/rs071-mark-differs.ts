/**
 * RS071: what the template says about the contract is true.
 *
 * @module
 */

import { sameJson } from '../same-json.ts'
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

const fix = 'Synthesize the template from this contract'

export const markDiffers: TemplateRule = {
  on: 'template',
  id: 'RS071',
  name: 'mark-differs',
  severity: 'error',
  rule: 'The contract that a template carries is the one that it is judged by, and pools and clients carry their own roles and organization',
  why: '`plan` and `drift` measure what is deployed by it: with a forged one, what opened more than it should would look as agreed.',
  source: 'packages/cdk/scopegate-stack.ts',
  fix: 'Synthesize the template from this contract, and edit nothing in it',
  judge: ({ contract, template, pools, clients }) => {
    const carried: readonly Finding[] = template.contracts
      .filter((each) => !sameJson(each.contract, contract))
      .map(({ resource }) => ({
        place: inTemplate(resource),
        cause: 'The template carries another contract in `scopegate:contract` than this one',
        fix,
      }))
    const none: readonly Finding[] =
      template.contracts.length > 0 || pools.length === 0
        ? []
        : [
            {
              place: inTemplate(pools[0]?.pool.resource ?? ''),
              cause: 'The template does not carry the contract that it was made from',
              fix,
            },
          ]
    const marks: readonly Finding[] = [
      ...pools.map(({ name, pool: { resource, marks } }) => {
        const wanted = contract.pools[name]
        return { resource, wrong: wanted !== undefined && !sameJson(marks, { org: wanted.org, roles: wanted.roles }) }
      }),
      ...clients.map(({ pool, name, client: { resource, marks } }) => {
        const wanted = contract.pools[pool]?.clients[name]
        const told = { kind: wanted?.kind, org: wanted?.kind === 'machine' ? wanted.org : undefined }
        return { resource, wrong: wanted !== undefined && !sameJson(marks, told) }
      }),
    ]
      .filter(({ wrong }) => wrong)
      .map(({ resource }) => ({
        place: inTemplate(resource),
        cause: 'The resource’s metadata tells another kind, organization or roles than the contract',
        fix,
      }))
    return [...carried, ...none, ...marks]
  },
}
