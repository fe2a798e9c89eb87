/** The code of docs/clients.md, so that tests run what the page shows. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const page = readFileSync(new URL('../../../docs/clients.md', import.meta.url), 'utf8')
/** Where a module finds the packages of the tests, and git looks for nothing. */
const folder = new URL('../../node_modules/.snippets/', import.meta.url)

/** @param name what stands behind the language of the block, such as `amplify` */
export function snippet(name: string): string {
  const code = new RegExp(`^\`\`\`\\w+ ${name}\\n([^]*?)^\`\`\`$`, 'm').exec(page)?.[1]
  if (code === undefined) throw new Error(`docs/clients.md has no block \`${name}\``)
  return code
}

let files = 0

/**
 * Runs a block as the module that a reader makes of it, and gives what the names have at its end.
 *
 * @param given what the reader has of their own: the stack's file, and constants such as what a person typed
 */
export async function runSnippet<Name extends string>(
  name: string,
  names: readonly Name[],
  given: { readonly stackFile?: string; readonly constants?: Readonly<Record<string, string>> } = {},
): Promise<Readonly<Record<Name, unknown>>> {
  const { stackFile, constants = {} } = given
  const head = stackFile === undefined ? '' : snippet('stack').replace('.local/stack.json', stackFile)
  const typed = Object.entries(constants).map(([key, value]) => `const ${key} = ${JSON.stringify(value)}\n`)
  mkdirSync(folder, { recursive: true })
  const file = new URL(`${process.pid}-${++files}.mjs`, folder)
  writeFileSync(file, `${head}${typed.join('')}${snippet(name)}export { ${names.join(', ')} }\n`)
  // The cast is safe: a module has each name that it exports.
  return (await import(pathToFileURL(file.pathname).href)) as Readonly<Record<Name, unknown>>
}
