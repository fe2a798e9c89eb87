/**
 * RS076: who reaches every organization is changed by administrators only.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { at, when } from './words.ts'

export const operatorsChangeThemselves: ContractRule = {
  on: 'contract',
  id: 'RS076',
  name: 'operators-change-themselves',
  severity: 'warning',
  rule: 'In a pool whose people act on any organization, no client offers self-service',
  why: 'With a stolen access token somebody could change the e-mail address or the second factor, and keep the account.',
  source: 'packages/analysis/deployed/expected.ts',
  fix: 'Write `false` in `selfService`, and let administrators change people',
  judge: ({ contract, clients }) =>
    clients.flatMap(({ pool, name, spec }) =>
      when(spec.kind !== 'machine' && spec.selfService && contract.pools[pool]?.org === 'none', () => [
        at('pools', pool, 'clients', name, 'selfService'),
        `The client \`${name}\` of a pool that is bound to no organization offers self-service`,
        'Write `false`',
      ]),
    ),
}
