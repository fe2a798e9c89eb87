/**
 * RS075: who reaches every organization signs in often.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { operatorsRefreshDays } from './token-life.ts'
import { at, when } from './words.ts'

export const operatorsSessionsLong: ContractRule = {
  on: 'contract',
  id: 'RS075',
  name: 'operators-sessions-long',
  severity: 'warning',
  rule: `In a pool whose people act on any organization, refresh tokens live at most ${operatorsRefreshDays} day`,
  why: 'A stolen one gives access tokens for every organization as long as it lives.',
  source: 'RFC 9700, 4.14',
  fix: `Write ${operatorsRefreshDays} in \`refreshTokenDays\``,
  judge: ({ contract, clients }) =>
    clients.flatMap(({ pool, name, spec }) =>
      when(
        spec.kind !== 'machine' && contract.pools[pool]?.org === 'none' && spec.refreshTokenDays > operatorsRefreshDays,
        () => [
          at('pools', pool, 'clients', name, 'refreshTokenDays'),
          `The client \`${name}\` of a pool that is bound to no organization has refresh tokens of more than ${operatorsRefreshDays} day`,
          `Write ${operatorsRefreshDays}`,
        ],
      ),
    ),
}
