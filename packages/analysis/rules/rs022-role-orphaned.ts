/**
 * RS022: a role is somebody's.
 *
 * @module
 */
import type { ContractRule, Finding } from './rule.ts'
import { at } from './words.ts'

export const roleOrphaned: ContractRule = {
  on: 'contract',
  id: 'RS022',
  name: 'role-orphaned',
  severity: 'warning',
  rule: 'A role is issued by a pool, and whoever has it holds a scope or is a machine',
  why: 'A role that nobody can have, or that gives nothing, makes people believe in a difference that is none.',
  source: 'ADR 0002',
  fix: 'Add the role to the `roles` of a pool and give it a scope, or remove its row',
  judge: ({ contract, scopes, clients }) => {
    const issued = new Set(Object.values(contract.pools).flatMap(({ roles }) => roles))
    const granted = new Set(scopes.flatMap(({ roles }) => roles))
    const ofMachines = new Set(clients.flatMap(({ spec }) => (spec.kind === 'machine' ? [spec.role] : [])))
    return Object.keys(contract.roles).flatMap((role): readonly Finding[] => {
      const place = at('roles', role)
      if (!issued.has(role)) {
        const fix = 'Add it to the `roles` of a pool, or remove its row'
        return [{ place, cause: `The role \`${role}\` is issued by no pool`, fix }]
      }
      if (granted.has(role) || ofMachines.has(role)) return []
      const fix = 'Give it a scope, or remove its row'
      return [{ place, cause: `The role \`${role}\` may hold no scope, and no machine has it`, fix }]
    })
  },
}
