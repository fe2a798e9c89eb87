/** Opens a door of the ledger in the properties of a resource, or in what AWS tells of it. */
import { isTable } from '@scopegate/template'
import type { Door } from '../ledger/index.ts'

type Edit = (value: unknown) => unknown

function at([head, ...rest]: readonly string[], edit: Edit): Edit {
  if (head === undefined) return edit
  const inner = at(rest, edit)
  return (value) => {
    if (Array.isArray(value)) return value.map(at([head, ...rest], edit))
    const table = isTable(value) ? value : {}
    const key = head === '*' ? (Object.keys(table)[0] ?? 'Level1') : head
    return { ...table, [key]: inner(table[key]) }
  }
}

/** Each way to open it: the value, and what does it. A list gets each of the entries alone, beside those that it has. */
export const waysToOpen = ({ member, open }: Pick<Door, 'member' | 'open'>) =>
  [open].flat().map((value) => ({
    value,
    edit: at(member.split('.'), (before) => (Array.isArray(open) ? [before ?? [], value].flat() : value)),
  }))
