/**
 * The command line `scopes`: its commands, and how all of them end.
 *
 * @module
 */
import { Command, CommanderError } from 'commander'
import type { Register, Reply, Terminal } from './command.ts'
import { exitCodes, Failure } from './failure.ts'

/** Every command. */
const commands: readonly Register[] = []

/**
 * Runs one command line and returns the code to exit with. Never throws, never prints a stack.
 *
 * @param args without the program's own name
 */
export async function runScopes(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.ok
  const reply: Reply = (answer, { json = false }) => {
    terminal.out(json ? `${JSON.stringify(answer.report, null, 2)}\n` : answer.text)
    exitCode = answer.exitCode
  }
  const program = new Command('scopes')
    .description('Shows what the contract grants, what a change of it does, and why a token is refused')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('Type `scopes --help` for the commands and options')
    .addHelpText('after', '\nExit codes: 0 yes, 1 no, 2 misuse or unknown.')
  for (const register of commands) register(program, terminal, reply)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    return failed(error, terminal)
  }
}

function failed(error: unknown, { err }: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.misuse
  if (error instanceof Failure) {
    err(`${error.message}.\nNext: ${error.next}\n`)
    return exitCodes.misuse
  }
  err(`The command broke: ${error instanceof Error ? error.message : 'unknown reason'}.\nNext: report it with this line\n`)
  return exitCodes.misuse
}
