/**
 * RS035: a template deploys every pool, client and API of the contract.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { at, when } from './words.ts'

const fix = 'Synthesize the template from this contract'

export const resourceMissing: TemplateRule = {
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
      if (found === undefined) return when(true, () => [at('pools', name), `The template has no pool \`${name}\``, fix])
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
}
