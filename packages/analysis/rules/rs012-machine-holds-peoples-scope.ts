/**
 * RS012: a machine holds no scope of people's operations.
 *
 * @module
 */
import type { Finding, RowRule } from './rule.ts'
import { at } from './words.ts'

export const machineHoldsPeoplesScope: RowRule = {
  on: 'rows',
  id: 'RS012',
  name: 'machine-holds-peoples-scope',
  severity: 'error',
  rule: 'A machine holds no scope that opens an operation to people only',
  why: 'In a machine’s token the scope opens nothing today, and may open much after the next change.',
  source: 'scopes/operations.ts',
  fix: 'Take the scope away from the machine, or let the operation’s `callers` be `everyone`',
  judge: ({ clients, operations }) => {
    const ofPeople = Map.groupBy(
      operations.filter(({ refuses }) => refuses({ machine: true, org: true })),
      ({ scope }) => scope,
    )
    return clients.flatMap(({ label, path, row, listed }) => {
      if (row.kind !== 'machine') return []
      return [...new Set(listed)].flatMap((scope) =>
        (ofPeople.get(scope) ?? []).map(
          ({ name }): Finding => ({
            place: at(...path, 'scopes'),
            cause: `${label} is a machine and lists the scope \`${scope}\`, which opens \`${name}\` to people only`,
            fix: 'Take it away',
          }),
        ),
      )
    })
  },
}
