/**
 * RS025: whoever may hold a scope can call something with it.
 *
 * @module
 */
import { servingRefusal } from '@scopegate/contract'
import type { ContractRule, Finding } from './rule.ts'
import { union } from './same.ts'
import { at } from './words.ts'

export const scopeRefusedAnyway: ContractRule = {
  on: 'contract',
  id: 'RS025',
  name: 'scope-refused-anyway',
  severity: 'warning',
  rule: 'Whoever may hold a scope can call some operation that it opens',
  why: 'The gateway lets the token pass and the service refuses it, for want of an organization or for having one.',
  source: 'scopes/operations.ts',
  fix: 'Take the scope from the roles and machines of that pool, or let an operation of it take their calls',
  judge: ({ clients, opens }) => {
    // Clients of one pool differ in nothing that an operation looks at, save that some are machines.
    const groups = Map.groupBy(clients, ({ pool, spec }) => `${spec.kind === 'machine'} ${pool}`)
    return [...groups.values()].flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const { pool, poolSpec, spec } = first
      const holder = { machine: spec.kind === 'machine', org: poolSpec.org === 'required' }
      const held = union(group.map(({ holds }) => holds))
      return [...held].flatMap((scope): readonly Finding[] => {
        const opened = opens.get(scope) ?? []
        if (opened.length === 0 || opened.some((each) => servingRefusal(each, holder) === undefined)) return []
        const who = holder.machine ? 'Machines' : 'People'
        return [
          {
            place: at('pools', pool),
            cause: `${who} of the pool \`${pool}\` may hold \`${scope}\`, and every operation that it opens refuses them`,
            fix: 'Take it from them, or let one of the operations take their calls',
          },
        ]
      })
    })
  },
}
