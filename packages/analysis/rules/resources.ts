/** Rules over a template as a whole: that it holds the contract’s resources, and nothing that cannot be judged. */
import { sameJson } from '../same-json.ts'
import { onTemplate } from './rule.ts'
import { at, tell } from './shared/words.ts'

export const resourceRules = onTemplate({
  'resource-unknown': ({ pools, apis, clients }) =>
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
  'resource-missing': ({ template, expected }) => [
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
  'template-rewritten': ({ template }) =>
    template.rewrites.map(({ resource, what }) => tell(resource, `The template has ${what}`)),
  'left-to-deployment': ({ template }) =>
    template.unknowns.map(({ resource, what }) =>
      tell(resource, `The template leaves ${what} to the deployment, so that it cannot be judged`),
    ),
  'mark-differs': ({ contract, template: { contracts }, pools, clients }) => [
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
  'protection-off': ({ template }) =>
    template.unprotected.map(({ resource, what }) =>
      tell(resource, `The resource is not protected: ${what} is missing or lets it go`),
    ),
})
