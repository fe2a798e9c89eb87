#!/usr/bin/env node
/** `scopes`: the composition root of the command line. */
import module from 'node:module'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

// A reader of the first lines alone (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

// A system is TypeScript that runs as it is, for which an older Node is too old. A new one brings its own Node.
const tooOld = Number(process.versions.node.split('.')[0]) < 24 && process.argv[2] !== 'init'
if (tooOld) {
  process.stderr.write(
    `This is Node ${process.versions.node}, and \`scopes\` needs 24.\nNext: run it through the scripts of your system, for example \`npm run scopes -- --help\`\n`,
  )
  process.exit(2)
}
// What is compiled is kept, for the processes that we start too. In a folder of ours: what lies in everybody's temporary one, anybody may have written.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache', import.meta.url))
// An older Node, which `init` may run on, has none.
module.enableCompileCache?.()
if (process.argv.includes('start')) (await import('./start/little-memory.ts')).withLittleMemory()
// Only now: what an older Node cannot load must not come before the sentence above.
const { runScopes } = await import('./program/program.ts')

process.exitCode = await runScopes(process.argv.slice(2), {
  out: (answer) => process.stdout.write(answer),
  err: (commentary) => process.stderr.write(commentary),
  interactive: process.stdout.isTTY,
  stdin: () => text(process.stdin),
  environment: process.env,
  now: Date.now,
  folder: process.cwd(),
})
