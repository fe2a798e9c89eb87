/**
 * RS019: a method and path is one operation's.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import type { Finding, RowRule } from './rule.ts'
import { at } from './words.ts'

export const routeShared: RowRule = {
  on: 'rows',
  id: 'RS019',
  name: 'route-shared',
  severity: 'error',
  rule: 'A method and path belongs to one operation',
  why: 'Parameters’ names do not tell two paths apart, for API Gateway as for us. One of the two would answer for both.',
  source: 'aws-facts §E.4',
  fix: 'Change the method or the path of all but one',
  judge: ({ operations }) => {
    const byRoute = Map.groupBy(operations, ({ row: { method, path } }) =>
      `${method} ${path}`.replaceAll(/\{[^}]*\}/g, '{}'),
    )
    return [...byRoute.values()].flatMap((same): readonly Finding[] => {
      const second = same[1]
      if (second === undefined) return []
      const cause = `The operations ${quoted(same.map(({ name }) => name))} share a method and path`
      return [{ place: at(...second.path), cause, fix: 'Change all but one' }]
    })
  },
}
