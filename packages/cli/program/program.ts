/** The command line `scopes`: its commands, and how all of them end. */
import { Command, CommanderError } from 'commander'
import { registerCheck } from '../commands/check.ts'
import { registerCost } from '../commands/cost.ts'
import { registerDeploy } from '../commands/deploy.ts'
import { registerDocs } from '../commands/docs.ts'
import { registerDrift } from '../commands/drift.ts'
import { registerInit } from '../commands/init.ts'
import { registerMatrix } from '../commands/matrix.ts'
import { registerPlan } from '../commands/plan.ts'
import { registerStart } from '../commands/start.ts'
import { registerSynth } from '../commands/synth.ts'
import { registerToken } from '../commands/token.ts'
import { registerWhy } from '../commands/why.ts'
import { planExitCodes } from '../plan/report.ts'
import type { Context, Register, Reply, Terminal } from './command.ts'
import { exitCodes, Failure } from './failure.ts'
import { misuse } from './misuse.ts'
import { requireSound } from './sound.ts'
import { styleFor } from './style.ts'
import { atStage, loadSystem, rootIn } from './system.ts'

const commands: readonly Register[] = [
  registerInit,
  registerStart,
  registerMatrix,
  registerCheck,
  registerPlan,
  registerSynth,
  registerDeploy,
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

/** Runs one command line, without the program's own name; the code to exit with. Never throws, never prints a stack. */
export async function runScopes(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.ok
  const reply: Reply = ({ report, text, exitCode: code }, { json = false }) => {
    terminal.out(
      json ? `${JSON.stringify(report, null, 2)}\n` : text(styleFor(terminal.interactive, terminal.environment)),
    )
    exitCode = code
  }
  const program = newProgram(terminal)
  let typed = args
  try {
    const { root, rest } = rootIn(args)
    typed = rest
    if (rest.length === 0) throw new Failure('No command is given', 'type `scopes --help` for the commands')
    const system = await systemOf(terminal, root)
    program.hook('preAction', (_, action) => {
      if (!unsoundToo.has(action.name())) requireSound(system(stageIn(action)).contract)
    })
    for (const register of commands) register(program, { ...terminal, system }, reply)
    await program.parseAsync([...rest], { from: 'user' })
    return exitCode
  } catch (error) {
    return failed(error, program, typed, terminal)
  }
}

const stageIn = (action: Command): string | undefined => action.opts<{ stage?: string }>().stage

/** `check` is there to say what is wrong with a contract, and `drift` looks first whether it needs it at all. `init` makes one. */
const unsoundToo: ReadonlySet<string> = new Set(['check', 'drift', 'init'])

const newProgram = (terminal: Terminal): Command =>
  new Command('scopes')
    .description('Shows what the contract grants, what a change of it does, and why a token is refused')
    // For the help: `rootIn` has taken it out of the command line, because help and commands need the system.
    .option('--root <folder>', 'the folder of the system; by default the first from here upward that is one')
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(false)
    .exitOverride()
    // Only the first word that is wrong is reported, by `misuse`.
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => undefined })
    // `plan` has codes of its own, and says so.
    .addHelpText('afterAll', ({ command }) => (command.name() === 'plan' ? '' : exitCodeHelp))

/** A system that does not load stops no help, and no command that needs none. */
async function systemOf({ folder }: Terminal, root: string | undefined): Promise<Context['system']> {
  try {
    const loaded = await loadSystem(folder, root)
    return (stage) => atStage(loaded, stage)
  } catch (error) {
    return () => {
      throw error
    }
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
