/** The system that a command is about: found by its folder, loaded from where a system states its contract. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Contract, type Stage, stagedContract, stageNamed, stageNames } from '@scopegate/contract'
import { brokenFile } from './broken-file.ts'
import { chosen } from './chosen.ts'
import { Failure } from './failure.ts'
import { stated } from './stated.ts'

/** Where a system states its contract, as `contract`, and its stages, as `stages`. */
export const contractFile = 'scopes/contract.ts'
export const stagesFile = 'infra/stages.ts'

export interface Loaded {
  readonly root: string
  /** As it is written: nobody has checked that it holds together. */
  readonly contract: Contract
  /** None where it has no file of them. */
  readonly stages: Readonly<Record<string, Stage>>
}

export interface System extends Loaded {
  /** With the stage's values. Nobody has checked that it holds together. */
  readonly contract: Contract
  /** `undefined` where the system has no file of stages. */
  readonly stage: Stage | undefined
}

/** The system at a stage, `local` unless another is named. @throws {Failure} for a stage that it does not have */
export function atStage(loaded: Loaded, named: string | undefined): System {
  const names = Object.keys(loaded.stages)
  if (named === undefined && names.length === 0) return { ...loaded, stage: undefined }
  const [name = 'local'] = chosen('stage', [named ?? 'local'], names, '', `give a stage of \`${stagesFile}\``)
  const stage = stageNamed(loaded.stages, name)
  return { ...loaded, stage, contract: stage === undefined ? loaded.contract : stagedContract(loaded.contract, stage) }
}

/** The name of the stack with pools and APIs. */
export const mainStackOf = ({ contract, stage }: Pick<System, 'contract' | 'stage'>): string =>
  stageNames(contract, stage ?? {}).mainStack

/** Takes `--root` out of a command line, wherever it stands. */
export function rootIn(args: readonly string[]): { readonly root?: string; readonly rest: readonly string[] } {
  const at = args.findIndex((arg) => arg === '--root' || arg.startsWith('--root='))
  const [option] = args.slice(at)
  if (at < 0 || option === undefined) return { rest: args }
  const joined = option.startsWith('--root=')
  const value = joined ? option.slice('--root='.length) : args[at + 1]
  if (value === undefined) throw new Failure('`--root <folder>` needs a value', 'name the folder of the system')
  return { root: stated('--root <folder>', value), rest: args.toSpliced(at, joined ? 1 : 2) }
}

/**
 * Loads the system of a folder: the one that `--root` names, else the first from the working folder upward. A failure tells
 * neither what stands in the file nor a path of this machine.
 */
export async function loadSystem(folder: string, named: string | undefined): Promise<Loaded> {
  const root = named === undefined ? rootAbove(folder) : resolve(folder, named)
  if (!existsSync(join(root, contractFile))) {
    throw new Failure(`The folder of \`--root\` holds no \`${contractFile}\``, 'name the folder of a system')
  }
  const { contract } = await exportsOf(root, contractFile)
  if (contract === undefined) {
    const line = '`export const contract = defineContract({ … })`'
    throw new Failure(`\`${contractFile}\` exports no \`contract\``, `add ${line}, of \`@scopegate/contract\``)
  }
  return { root, contract: withTables(contract), stages: await stagesOf(root) }
}

async function stagesOf(root: string): Promise<Loaded['stages']> {
  if (!existsSync(join(root, stagesFile))) return {}
  const { stages } = await exportsOf(root, stagesFile)
  // The cast is safe for what `defineStages` made; that there is a stage `local` is looked at.
  if (isTable(stages) && 'local' in stages) return stages as Loaded['stages']
  const cause = `\`${stagesFile}\` exports no \`stages\` with a stage \`local\``
  throw new Failure(cause, 'add `export const stages = defineStages(contract, { local: { … } })`')
}

const isTable = (value: unknown): value is object => typeof value === 'object' && value !== null

function rootAbove(folder: string): string {
  for (let root = resolve(folder); ; root = dirname(root)) {
    if (existsSync(join(root, contractFile))) return root
    if (root !== dirname(root)) continue
    const cause = `Neither this folder nor one above it is a system: none holds \`${contractFile}\``
    throw new Failure(cause, 'go to the folder of a system, or name it with `--root <folder>`')
  }
}

/** What a file of the system exports. It is edited by people: a slip of theirs deserves a line and no stack. */
async function exportsOf(root: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    // The cast is safe: a module is a record of what it exports.
    return (await import(pathToFileURL(join(root, file)).href)) as Readonly<Record<string, unknown>>
  } catch (error) {
    const next =
      'correct the file; the type checker, `tsc`, shows where, and `npm install` adds a package that is missing'
    const what = file === contractFile ? 'The contract' : `\`${file}\``
    throw new Failure(`${what} cannot be loaded (${brokenFile(error, root)})`, next)
  }
}

const tables = [
  'resourceServers',
  'roles',
  'pools',
  'tables',
  'services',
  'operations',
  'problems',
  'allowed',
] as const satisfies readonly (keyof Contract)[]

/** Its rows are judged by the rules. That there are tables of rows is what every reader of a contract takes for granted. */
function withTables(value: unknown): Contract {
  const missing = isTable(value) ? tables.find((table) => !isTable(Reflect.get(Object(value), table))) : 'contract'
  // The cast is safe as far as `UncheckedContract` goes, which is all that `requireSound` and the rules read.
  if (missing === undefined) return value as Contract
  throw new Failure(
    missing === 'contract'
      ? `The \`contract\` of \`${contractFile}\` is no contract`
      : `The contract of \`${contractFile}\` has no table \`${missing}\``,
    'make it with `defineContract`, of `@scopegate/contract`, and let the type checker, `tsc`, look at it',
  )
}
