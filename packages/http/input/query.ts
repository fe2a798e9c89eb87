/**
 * Query parameters that an operation does not know are refused by name, on every operation: a client that sends `?org=…`
 * must not take the answer for that organization's.
 */
import { memoize, type OperationSpec } from '@scopegate/contract'
import { refuseFields, refuseRepeated } from './parse.ts'

const namesOf = memoize(
  ({ list, query = [] }: Pick<OperationSpec, 'list' | 'query'>): ReadonlySet<string> =>
    new Set(list === true ? ['limit', 'cursor', ...query] : query),
)

/** Refuses what the operation's row does not name, and a name that comes twice. The handler checks the values. */
export function refuseQuery(operation: Pick<OperationSpec, 'list' | 'query'>, url: string): void {
  const start = url.indexOf('?')
  if (start === -1) return
  const parameters = new URLSearchParams(url.slice(start).split('#', 1)[0])
  refuseRepeated(parameters)
  const known = namesOf(operation)
  refuseFields([...parameters.keys()].filter((name) => !known.has(name)))
}
