/**
 * Rules over a template as a whole: that it holds the contract’s resources, and nothing that cannot be judged.
 *
 * @module
 */
import { sameJson } from '../same-json.ts'
import type { Finding, Rule } from './rule.ts'
import { at, inTemplate, told, when } from './shared/words.ts'

const fix = 'Synthesize the template from this contract'

export const resourceRules: readonly Rule[] = [
  {
    on: 'template',
    id: 'RS034',
    name: 'resource-unknown',
    severity: 'error',
    rule: 'Every user pool, app client and API of a template is one of the contract, and its metadata says which',
    why: 'A client or an API beside the contract grants what no review of the contract ever saw.',
    source: 'packages/cdk/describe.ts',
    fix: 'Add it to the contract, so that the template is made from there, or remove it from the template',
    judge: ({ pools, apis, clients, expected }) => {
      const tell = (what: string, name: string, place: { resource: string; marked: boolean }): Finding => ({
        place: inTemplate(place.resource),
        cause: place.marked
          ? `The ${what} \`${name}\` is not in the contract`
          : `The ${what} \`${name}\` does not say in its metadata which of the contract it is`,
        fix: 'Add it to the contract, so that the template is made from there, or remove it',
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
  },
  {
    on: 'template',
    id: 'RS035',
    name: 'resource-missing',
    severity: 'error',
    rule: 'Every user pool, app client and API of the contract is in the template',
    why: 'Whoever should sign in there cannot, or the template is of another contract than this one.',
    source: 'packages/analysis/deployed/expected.ts',
    fix: 'Synthesize the template from this contract, or look why packages/cdk leaves the resource out',
    judge: ({ template, expected }) => [
      ...Object.entries(expected.pools).flatMap(([name, { clients }]) => {
        const found = template.pools[name]
        if (found === undefined)
          return when(true, () => [at('pools', name), `The template has no pool \`${name}\``, fix])
        return Object.keys(clients).flatMap((client) =>
          when(found.clients[client] === undefined, () => [
            at('pools', name, 'clients', client),
            `The template has no client \`${client}\` in the pool \`${name}\``,
            fix,
          ]),
        )
      }),
      ...Object.keys(expected.apis).flatMap((name) =>
        when(template.apis[name] === undefined, () => [
          at('pools', name),
          `The template has no API of the pool \`${name}\``,
          fix,
        ]),
      ),
    ],
  },
  {
    on: 'template',
    id: 'RS064',
    name: 'template-rewritten',
    severity: 'error',
    rule: 'No macro, include or module writes into the template when it is deployed',
    why: 'CloudFormation would deploy another template than the one that every rule here has judged.',
    source: 'docs/command-line.md',
    fix: 'Write out what the macro or module would make',
    judge: told('rewrites', (what) => `The template has ${what}`, 'Write out what it would make'),
  },
  {
    on: 'template',
    id: 'RS065',
    name: 'left-to-deployment',
    severity: 'error',
    rule: 'No parameter, condition or look-up decides what a resource is',
    why: 'What was judged harmless would be something else with another parameter. A default binds nobody.',
    source: 'docs/command-line.md',
    fix: 'Write the value out, or give the parameter one allowed value; let infra/stages.ts and the contract decide',
    judge: told(
      'unknowns',
      (what) => `The template leaves ${what} to the deployment, so that it cannot be judged`,
      'Write the value out',
    ),
  },
  {
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
  },
  {
    on: 'template',
    id: 'RS072',
    name: 'protection-off',
    severity: 'error',
    rule: 'User pools and tables are protected against deletion, stay when their stack goes, and a table can be restored',
    why: 'People with their `sub`, and rows, cannot be made again: one wrong deployment would take them all.',
    source: 'packages/cdk/identity/pool.ts, packages/cdk/data/durable-table.ts',
    fix: 'Make pools with `Pool` and tables with `DurableTable`',
    judge: told(
      'unprotected',
      (what) => `The resource is not protected: ${what} is missing or lets it go`,
      'Protect it against deletion and retain it',
    ),
  },
]
