/**
 * Loaded by `node --import` before a program: the program then sees one module with a few words replaced, as if they had
 * been typed without the type checker. `BREAK` says what, as JSON.
 */
import { registerHooks } from 'node:module'

/** One replacement. */
export interface Break {
  /** The end of the module's address: `scopes/catalog.ts`. */
  readonly module: string
  readonly from: string
  readonly to: string
}

// The cast is safe: the test that starts the program writes the variable.
const { module, from, to } = JSON.parse(process.env['BREAK'] ?? '{}') as Break

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(module)) return loaded
    const source =
      typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source ?? undefined)
    // A row that was renamed since would make the test pass for the wrong reason.
    if (!source.includes(from)) throw new Error(`${module} does not hold ${from}`)
    return { ...loaded, source: source.replace(from, to) }
  },
})
