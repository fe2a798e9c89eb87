/**
 * `pnpm scopes`: the composition root of the command line.
 *
 * @module
 */
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { contractFileOf } from './program/broken-file.ts'
import { exitCodes } from './program/failure.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

// Whoever reads only the first lines (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

// Only now: what is imported at the top would fail before anybody could say so.
process.exitCode = await import('./program/program.ts').then(
  ({ runScopes }) =>
    runScopes(process.argv.slice(2), {
      out: (answer) => process.stdout.write(answer),
      err: (commentary) => process.stderr.write(commentary),
      interactive: process.stdout.isTTY,
      stdin: () => text(process.stdin),
      environment: process.env,
      now: Date.now,
      root,
    }),
  (error: unknown) => {
    // The contract is edited by people, and is loaded with everything else: a slip of theirs deserves no stack. Its
    // message may quote what they wrote, and paths of this machine.
    const name = error instanceof Error ? error.name : typeof error
    const file = contractFileOf(error, root)
    const said =
      file === undefined
        ? `The contract, or a package, cannot be loaded (${name}).\nNext: \`npx -y pnpm@12.21.0 check\` shows where; what is missing, \`install\` brings`
        : `The contract cannot be loaded (${name} in ${file}).\nNext: \`npx -y pnpm@12.21.0 check\` shows where`
    process.stderr.write(`${said}\n`)
    return process.argv[2] === 'plan' ? 1 : exitCodes.misuse
  },
)
