/**
 * The command line `scopes`: its commands, and how all of them end.
 *
 * @module
 */
import { Command, CommanderError } from 'commander'
import type { Register, Reply, Terminal } from './command.ts'
import { registerDrift } from './commands/drift.ts'
import { registerMatrix } from './commands/matrix.ts'
import { registerToken } from './commands/token.ts'
import { registerWhy } from './commands/why.ts'
import { exitCodes, Failure } from './failure.ts'
import { misuse } from './misuse.ts'
import { styleFor } from './style.ts'

/** Every command. */
const commands: readonly Register[] = [registerMatrix, registerWhy, registerToken, registerDrift]

const exitCodeHelp = `
Exit codes:
  0  yes: done, or the token passes
  1  no: the token is refused
  2  misuse, or it could not be found out; nothing was written`

/**
 * Runs one command line and returns the code to exit with. Never throws, never prints a stack.
 *
 * @param args without the program's own name
 */
export async function runScopes(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.ok
  const reply: Reply = ({ report, text, exitCode: code }, { json = false }) => {
    terminal.out(json ? `${JSON.stringify(report, null, 2)}\n` : text(styleFor(terminal)))
    exitCode = code
  }
  const program = new Command('scopes')
    .description('Shows what the contract grants, and why a token is refused')
    .helpCommand(false)
    .exitOverride()
    // Only the first word that is wrong is told; `misuse` tells it.
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => undefined })
    .addHelpText('afterAll', exitCodeHelp)
  for (const register of commands) register(program, terminal, reply)
  try {
    if (args.length === 0) throw new Failure('No command is given', 'type `scopes --help` for the commands')
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    return failed(error, program, args, terminal)
  }
}

function failed(error: unknown, program: Command, args: readonly string[], { err }: Terminal): number {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok
  const failure = error instanceof CommanderError ? misuse(error, program, args) : error
  if (failure instanceof Failure) {
    err(`${failure.message}.\nNext: ${failure.next}\n`)
    return exitCodes.misuse
  }
  // The message of an unexpected error may quote what it stumbled over; its name never does.
  err(`The command broke (${error instanceof Error ? error.name : typeof error}).\nNext: report it with this line\n`)
  return exitCodes.misuse
}
