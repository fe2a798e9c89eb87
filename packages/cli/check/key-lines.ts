/**
 * In which line of a source file each key of its tables stands. A plain reading of the text: TypeScript has no program
 * interface any more, and the contract is plain data.
 */

/** Lines by keys joined with a character that no key holds. */
export type KeyLines = ReadonlyMap<string, number>

const joined = (path: readonly string[]) => path.join('\n')

/** Comments and blanks, texts, names, and each other character alone. */
const token = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`|[\w$]+|\s+|[^]/g

interface Frame {
  readonly path: readonly string[]
  readonly table: boolean
}

/** Reads `export const <name> = { … }` and everything inside. Linear in the text’s length. */
export function keyLines(source: string): KeyLines {
  const lines = new Map<string, number>()
  const frames: Frame[] = [{ path: [], table: false }]
  let line = 1
  let word: { readonly name: string; readonly line: number } | undefined
  let declared: string | undefined
  let open: string | undefined
  for (const [text] of source.matchAll(token)) {
    const frame = frames.at(-1) ?? { path: [], table: false }
    if (text === '{' || text === '[' || text === '(') {
      const own = open === undefined ? frame.path : [...frame.path, open]
      frames.push({ path: own, table: text === '{' })
      open = undefined
      word = undefined
    } else if (text === '}' || text === ']' || text === ')') {
      if (frames.length > 1) frames.pop()
      word = undefined
    } else if (text === ':' && frame.table && word !== undefined) {
      const path = joined([...frame.path, word.name])
      if (!lines.has(path)) lines.set(path, word.line)
      open = word.name
      word = undefined
    } else if (text === '=' && frames.length === 1) {
      open = declared
      if (open !== undefined) lines.set(open, line)
    } else if (text === ',' || text === ';') {
      open = undefined
      word = undefined
    } else if (/^['"]/.test(text)) {
      word = { name: text.slice(1, -1), line }
    } else if (/^[\w$]/.test(text)) {
      word = { name: text, line }
      if (frames.length === 1) declared = text
    }
    line += text.split('\n').length - 1
  }
  return lines
}

/** The row or field, or the nearest thing around it that the file names: its line, and how many of the keys lead there. */
export function nearest(lines: KeyLines, path: readonly string[]) {
  for (let depth = path.length; depth > 0; depth--) {
    const line = lines.get(joined(path.slice(0, depth)))
    if (line !== undefined) return { line, depth }
  }
  return undefined
}
