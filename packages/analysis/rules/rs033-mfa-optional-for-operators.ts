/**
 * RS033: who reaches every organization signs in with a second factor.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { at, when } from './words.ts'

export const mfaOptionalForOperators: ContractRule = {
  on: 'contract',
  id: 'RS033',
  name: 'mfa-optional-for-operators',
  severity: 'error',
  rule: 'A pool whose people act on any organization requires a second factor',
  why: 'One stolen password would reach every organization.',
  source: 'packages/contract/shape.ts',
  fix: 'Write `required` in the pool’s `mfa`',
  judge: ({ contract }) =>
    Object.entries(contract.pools).flatMap(([name, { org, mfa }]) =>
      when(org === 'none' && mfa !== 'required', () => [
        at('pools', name, 'mfa'),
        `The pool \`${name}\` is bound to no organization, and a second factor is optional`,
        'Write `required`',
      ]),
    ),
}
