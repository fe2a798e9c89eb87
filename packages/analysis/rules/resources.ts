/** Rules over a template as a whole: that it holds the contract’s resources, and nothing that cannot be judged. */
import { sameJson } from '../same-json.ts'
import { onTemplate } from './rule.ts'
import { at, tell } from './shared/words.ts'

export const resourceRules = onTemplate({
  RS034: {
    name: 'resource-unknown',
    rule: 'Every user pool, app client and API of a template is one of the contract, and its metadata says which',
    why: 'A client or an API beside the contract grants what no review of the contract ever saw.',
    source: 'packages/cdk/describe.ts',
    fix: 'Add it to the contract, so that the template is made from there, or remove it from the template',
    judge: ({ pools, apis, clients }) =>
      (
        [
          ['pool', pools],
          ['client', clients],
          ['API', apis],
        ] as const
      ).map(([what, all]) =>
        all
          .filter(({ marked, wanted }) => !marked || wanted === undefined)
          .map(({ name, place, marked }) =>
            tell(
              place,
              marked
                ? `The ${what} \`${name}\` is not in the contract`
                : `The ${what} \`${name}\` does not say in its metadata which of the contract it is`,
            ),
          ),
      ),
  },
  RS035: {
    name: 'resource-missing',
    rule: 'Every user pool, app client and API of the contract is in the template',
    why: 'Whoever should sign in there cannot, or the template is of another contract than this one.',
    source: 'packages/analysis/deployed/expected.ts',
    fix: 'Synthesize the template from this contract, or look why packages/cdk leaves the resource out',
    judge: ({ template, expected }) => [
      Object.entries(expected.pools).map(([name, { clients }]) => {
        const found = template.pools[name]
        if (found === undefined) return tell(at('pools', name), `The template has no pool \`${name}\``)
        return Object.keys(clients)
          .filter((client) => found.clients[client] === undefined)
          .map((client) =>
            tell(
              at('pools', name, 'clients', client),
              `The template has no client \`${client}\` in the pool \`${name}\``,
            ),
          )
      }),
      Object.keys(expected.apis)
        .filter((name) => template.apis[name] === undefined)
        .map((name) => tell(at('pools', name), `The template has no API of the pool \`${name}\``)),
    ],
  },
  RS064: {
    name: 'template-rewritten',
    rule: 'No macro, include or module writes into the template when it is deployed',
    why: 'CloudFormation would deploy another template than the one that every rule here has judged.',
    source: 'docs/command-line.md',
    fix: 'Write out what the macro or module would make',
    judge: ({ template }) => template.rewrites.map(({ resource, what }) => tell(resource, `The template has ${what}`)),
  },
  RS065: {
    name: 'left-to-deployment',
    rule: 'No parameter, condition or look-up decides what a resource is',
    why: 'What was judged harmless would be something else with another parameter. A default binds nobody.',
    source: 'docs/command-line.md',
    fix: 'Write the value out, or give the parameter one allowed value; let infra/stages.ts and the contract decide',
    judge: ({ template }) =>
      template.unknowns.map(({ resource, what }) =>
        tell(resource, `The template leaves ${what} to the deployment, so that it cannot be judged`),
      ),
  },
  RS071: {
    name: 'mark-differs',
    rule: 'The contract that a template carries is the one that it is judged by, and pools and clients carry their own roles and organization',
    why: '`plan` and `drift` measure what is deployed by it: with a forged one, what opened more than it should would look as agreed.',
    source: 'packages/cdk/scopegate-stack.ts',
    fix: 'Synthesize the template from this contract, and edit nothing in it',
    judge: ({ contract, template: { contracts }, pools, clients }) => [
      contracts
        .filter((each) => !sameJson(each.contract, contract))
        .map(({ resource }) =>
          tell(resource, 'The template carries another contract in `scopegate:contract` than this one'),
        ),
      contracts.length === 0 &&
        pools
          .slice(0, 1)
          .map(({ place }) => tell(place, 'The template does not carry the contract that it was made from')),
      [
        ...pools.map(({ name, place, marks }) => {
          const row = contract.pools[name]
          return { place, marks, wanted: row && { org: row.org, roles: row.roles } }
        }),
        ...clients.map(({ pool, name, place, marks }) => {
          const row = contract.pools[pool]?.clients[name]
          return { place, marks, wanted: row && { kind: row.kind, org: row.kind === 'machine' ? row.org : undefined } }
        }),
      ]
        .filter(({ marks, wanted }) => wanted !== undefined && !sameJson(marks, wanted))
        .map(({ place }) =>
          tell(place, 'The resource’s metadata tells another kind, organization or roles than the contract'),
        ),
    ],
  },
  RS072: {
    name: 'protection-off',
    rule: 'User pools and tables are protected against deletion, stay when their stack goes, and a table can be restored',
    why: 'People with their `sub`, and rows, cannot be made again: one wrong deployment would take them all.',
    source: 'packages/cdk/identity/pool.ts, packages/cdk/data/durable-table.ts',
    fix: 'Make pools with `Pool` and tables with `DurableTable`',
    judge: ({ template }) =>
      template.unprotected.map(({ resource, what }) =>
        tell(resource, `The resource is not protected: ${what} is missing or lets it go`),
      ),
  },
})
