/**
 * What JSON's grammar allows and no API should take (RFC 7493, I-JSON): a name that comes twice in one object, half of a
 * surrogate pair, and nesting without end. Half a pair is no character: no store holds it, and UTF-8 cannot send it on.
 * Of two equal names `JSON.parse` takes the last in silence; a proxy, a log or a signature check
 * that takes the first has then seen another request than the one that runs.
 */
import { pointer } from './rule.ts'

/** Objects and lists inside one another. The contract's bodies need two levels. */
export const deepestJson = 32

export type JsonFault =
  | { readonly kind: 'duplicate_name' | 'half_character'; readonly pointer: string }
  | { readonly kind: 'too_deep' }

/** An object or a list that is open while the text is read. */
interface Level {
  /** The names so far; absent for a list. */
  readonly names?: Set<string>
  /** Where in it the reading is: a name or an index. */
  place: string | number
  /** Whether the next string is a name. */
  nameNext: boolean
}

const openObject = (): Level => ({ names: new Set(), place: '', nameNext: true })
const openList = (): Level => ({ place: 0, nameNext: false })

/** Strings and punctuation; numbers, words and white space decide nothing here. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g

/** Whether a string spells half of a surrogate pair, which only an escape can. */
const isBroken = (text: string): boolean =>
  // The cast is safe: the text is one JSON string.
  /\\u[dD][89a-fA-F]/.test(text) && !(JSON.parse(text) as string).isWellFormed()

function nextPlace(level: Level): void {
  if (level.names !== undefined) level.nameNext = true
  else level.place = Number(level.place) + 1
}

/** Takes a name; says whether the object had it. Names are compared as what they mean: `"a"` is `"\u0061"`. */
function hadName(level: Level, text: string): boolean {
  // The cast is safe: the text is one JSON string.
  const name = JSON.parse(text) as string
  const had = level.names?.has(name) ?? false
  level.names?.add(name)
  level.place = name
  level.nameNext = false
  return had
}

/** The first fault of what `JSON.parse` has accepted. No recursion: hostile nesting costs no more than its bytes. */
export function jsonFault(text: string): JsonFault | undefined {
  const levels: Level[] = []
  for (const [found] of text.matchAll(token)) {
    const level = levels.at(-1)
    if (found === '{' || found === '[') {
      if (levels.length === deepestJson) return { kind: 'too_deep' }
      levels.push(found === '{' ? openObject() : openList())
    } else if (found === '}' || found === ']') {
      levels.pop()
    } else if (level !== undefined && found === ',') {
      nextPlace(level)
    } else if (found !== ',') {
      const twice = level?.nameNext === true && hadName(level, found)
      const kind = twice ? 'duplicate_name' : isBroken(found) ? 'half_character' : undefined
      if (kind !== undefined) return { kind, pointer: pointer(levels.map(({ place }) => place)) }
    }
  }
  return undefined
}
