/** The matrix as text, Markdown and CSV. */
import type { Matrix, MatrixCell } from '@scopegate/analysis/matrix'
import type { Style } from '../program/style.ts'
import { aligned, type Cell, csv, markdown } from '../program/table.ts'

export type MatrixFormat = 'text' | 'markdown' | 'csv' | 'json'

const words: Readonly<Record<MatrixCell, string>> = { yes: 'yes', no: 'no', absent: '-' }

const legend = 'yes: may. no: the token lacks the scope. -: the API of that pool does not carry the operation.\n'

/** The matrix in that form. `json` is the report itself and never asked for here. */
export function renderMatrix(matrix: Matrix, format: MatrixFormat, style: Style): string {
  if (format === 'text' || format === 'json') return asText(matrix, style)
  const heading = ['operation', 'method', 'path', 'scope', ...matrix.columns.map(({ name }) => name)]
  const lines = matrix.rows.map(({ operation, method, path, scope, cells }) => [
    operation,
    method,
    path,
    scope ?? 'public',
    ...matrix.columns.map(({ name }) => words[cells[name] ?? 'absent']),
  ])
  return format === 'csv' ? csv(heading, lines) : markdown(heading, lines)
}

function asText({ columns, rows }: Matrix, style: Style): string {
  if (rows.length === 0) return 'No operation matches the filters together.\n'
  if (columns.length === 0) return 'Nobody matches the filters together.\n'
  const marks = { yes: style.good, no: style.bad, absent: style.faint }
  const cell = (text: string, mark?: Cell['mark']): Cell => ({ text, mark })
  // The pool stands above the first of its columns.
  const pools = columns.map(({ pool }, index) => cell(columns[index - 1]?.pool === pool ? '' : pool, style.strong))
  // `garage:owner` under `garage` is `owner`.
  const names = columns.map(({ name, pool }) => cell(name.startsWith(`${pool}:`) ? name.slice(pool.length + 1) : name))
  const lines = rows.map(({ method, path, scope, cells }) => [
    cell(`${method} ${path}`),
    cell(scope ?? 'public'),
    ...columns.map(({ name }) => {
      const value = cells[name] ?? 'absent'
      return cell(words[value], marks[value])
    }),
  ])
  const heading = [cell('operation', style.strong), cell('scope', style.strong)]
  return `${aligned([[cell(''), cell(''), ...pools], [...heading, ...names], ...lines])}\n${legend}`
}
