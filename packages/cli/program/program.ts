/**
 * The command line `scopes`: its commands, and how all of them end.
 *
 * @module
 */
import { contract } from '@scopegate/scopes/contract'
import { Command, CommanderError } from 'commander'
import { registerCheck } from '../commands/check.ts'
import { registerCost } from '../commands/cost.ts'
import { registerDocs } from '../commands/docs.ts'
import { registerDrift } from '../commands/drift.ts'
import { registerMatrix } from '../commands/matrix.ts'
import { registerPlan } from '../commands/plan.ts'
import { registerStart } from '../commands/start.ts'
import { registerToken } from '../commands/token.ts'
import { registerWhy } from '../commands/why.ts'
import { planExitCodes } from '../plan/report.ts'
import type { Register, Reply, Terminal } from './command.ts'
import { exitCodes, Failure } from './failure.ts'
import { misuse } from './misuse.ts'
import { requireSound } from './sound.ts'
import { styleFor } from './style.ts'

/** Every command. */
const commands: readonly Register[] = [
  registerStart,
  registerMatrix,
  registerCheck,
  registerPlan,
  registerDrift,
  registerWhy,
  registerToken,
  registerCost,
  registerDocs,
]

const exitCodeHelp = `
Exit codes:
  0  yes: done, nothing is wrong, the token passes
  1  no: something is wrong, the token is refused
  2  misuse, or it could not be found out; nothing was written

\`scopes plan --help\` has those of \`plan\``

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
    .description('Shows what the contract grants, what a change of it does, and why a token is refused')
    .helpCommand(false)
    .exitOverride()
    // Only the first word that is wrong is told; `misuse` tells it.
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => undefined })
    // `plan` has codes of its own, and says so.
    .addHelpText('afterAll', ({ command }) => (command.name() === 'plan' ? '' : exitCodeHelp))
  // `check` is there to say what is wrong with it, and `drift` looks first whether it needs it at all.
  program.hook('preAction', (_, action) => {
    if (!['check', 'drift'].includes(action.name())) requireSound(contract)
  })
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
  const code = args[0] === 'plan' ? planExitCodes.failed : exitCodes.misuse
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok
  const failure = error instanceof CommanderError ? misuse(error, program, args) : error
  if (failure instanceof Failure) {
    err(`${failure.message}.\nNext: ${failure.next}\n`)
    return code
  }
  // The message of an unexpected error may quote what it stumbled over; its name never does.
  err(`The command broke (${error instanceof Error ? error.name : typeof error}).\nNext: report it with this line\n`)
  return code
}
