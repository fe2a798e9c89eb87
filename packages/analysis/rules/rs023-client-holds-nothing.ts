/**
 * RS023: a client's tokens open something.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { at, when } from './words.ts'

export const clientHoldsNothing: ContractRule = {
  on: 'contract',
  id: 'RS023',
  name: 'client-holds-nothing',
  severity: 'warning',
  rule: 'An app client can hold a scope',
  why: 'Its tokens are refused everywhere. A forgotten client is one more secret or address that can be abused.',
  source: 'scopes/catalog.ts',
  fix: 'Give the client a scope that its roles may hold, or remove its row',
  judge: ({ clients }) =>
    clients.flatMap(({ pool, name, holds }) =>
      when(holds.size === 0, () => [
        at('pools', pool, 'clients', name),
        `The client \`${name}\` can hold no scope`,
        'Give it one, or remove its row',
      ]),
    ),
}
