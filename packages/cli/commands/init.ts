/** `scopes init`: writes a new system. */
import { readFileSync } from 'node:fs'
import { askOnTerminal, type InitOptions, init } from '../init/init.ts'
import { examples, type Register } from '../program/command.ts'
import { exitCodes } from '../program/failure.ts'

/** The version of this package; all packages of the product have the same one. */
function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  // The cast is safe: the file lies beside this folder, and packing writes it.
  return (manifest as { readonly version: string }).version
}

export const registerInit: Register = (program, { interactive }, reply) => {
  program
    .command('init')
    .description('Writes a new system: two pools, a machine and two operations, in the words of your domain')
    .argument('<folder>', 'where to; empty, or not there yet')
    .option('--name <name>', 'what the system is called, such as `library`')
    .option('--thing <noun>', 'what it keeps, one of it, such as `book`')
    .option('--plural <noun>', 'several of it, where it is not the usual plural')
    .option('--packages <folder>', 'takes the product from tarballs in this folder, not from the registry')
    .addHelpText(
      'after',
      '\nThe clients that it writes are a browser’s, one of the AWS SDK and a machine; `native` and `web` are the other kinds.\n',
    )
    .addHelpText('after', examples('scopes init library --name library --thing book'))
    .action(async (folder: string, options: InitOptions) => {
      const ask = interactive && process.stdin.isTTY ? askOnTerminal : undefined
      const report = await init(folder, options, ownVersion(), ask)
      reply({ report, text: () => report, exitCode: exitCodes.ok }, {})
    })
}
