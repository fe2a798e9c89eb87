/**
 * `pnpm scopes`: the composition root of the command line.
 *
 * @module
 */
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { runScopes } from './program.ts'

// Whoever reads only the first lines (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await runScopes(process.argv.slice(2), {
  out: (answer) => process.stdout.write(answer),
  err: (commentary) => process.stderr.write(commentary),
  interactive: process.stdout.isTTY,
  stdin: () => text(process.stdin),
  environment: process.env,
  now: Date.now,
  root: fileURLToPath(new URL('../../', import.meta.url)),
})
