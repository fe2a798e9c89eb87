/** The text that the stack writes for a pool: JSON, client name → client id. Who reads it may trust no half of it. */

/** Client id → client name, or what is wrong with the text, without a word of it. */
export type Directory = { readonly names: ReadonlyMap<string, string> } | { readonly fault: string }

const isId = (id: unknown): id is string => typeof id === 'string' && /^[\w+]{1,128}$/.test(id)

/** Reads the text. One that is not as the stack writes it is never an empty directory. */
export function parseDirectory(text: string | undefined): Directory {
  const parsed = jsonOf(text)
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : undefined
  if (entries === undefined || Array.isArray(parsed) || !entries.every(([name, id]) => name !== '' && isId(id))) {
    return { fault: 'is not a JSON object of client names and client ids' }
  }
  const names = new Map(entries.map(([name, id]) => [String(id), name]))
  return names.size === entries.length ? { names } : { fault: 'gives one client id to two names' }
}

function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not the parser's own message, which quotes the text.
    return undefined
  }
}
