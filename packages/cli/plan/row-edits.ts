/** What to write into the contract's files to get from one contract to another. */
import type { Contract } from '@scopegate/contract/contract'
import { isTable } from '@scopegate/template'

/** As the files write it. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (isTable(value)) {
    const fields = Object.entries(value).map(([name, field]) => `${key(name)}: ${literal(field)}`)
    return `{ ${fields.join(', ')} }`
  }
  return typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'` : String(value)
}

const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name))

function edits(path: readonly string[], before: unknown, after: unknown): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (isTable(before) && isTable(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].flatMap((name) => edits([...path, name], before[name], after[name]))
  }
  const name = path
    .map((part, index) => (index === 0 ? part : /^[A-Za-z_$][\w$]*$/.test(part) ? `.${part}` : `[${literal(part)}]`))
    .join('')
  if (before === undefined) return [`+ ${name}: ${literal(after)}`]
  if (after === undefined) return [`- ${name}`]
  return [`~ ${name}: ${literal(before)} → ${literal(after)}`]
}

/** One line for each row or field. `+` is to be written, `-` to be taken away, `~` to be changed. */
export const rowEdits = (before: Contract, after: Contract): readonly string[] =>
  // The contract's tables by name: whatever else a contract holds some day comes along.
  edits([], { ...before }, { ...after })
