/** What a sandbox's thread runs. */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

const inside = new URL('./sandbox.ts', import.meta.url)

/**
 * `sandbox.ts` as JavaScript: a thread that strips the types for itself keeps the compiler, which is most of what an idle
 * sandbox would hold. A packed emulator is JavaScript already.
 */
export const program: URL = inside.pathname.endsWith('.ts') ? stripped(readFileSync(inside, 'utf8')) : inside

function stripped(text: string): URL {
  const usual = process.emitWarning.bind(process)
  // It says that it is experimental, on everybody's console.
  process.emitWarning = () => {}
  try {
    return new URL(`data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(text))}`)
  } finally {
    process.emitWarning = usual
  }
}
