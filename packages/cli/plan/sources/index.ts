/** Where a contract comes from: the working tree, another commit, a file, or what is deployed. */
import { basename, resolve } from 'node:path'
import { type Contract, type Stage, stagedContract } from '@scopegate/contract'
import type { Template } from '@scopegate/template'
import { Failure } from '../../program/failure.ts'
import { readSoundContract, readStage } from '../../program/read-contract.ts'
import type { System } from '../../program/system.ts'
import { contractIn, isFile } from './file.ts'
import { commitOf, contractAt } from './git.ts'

export interface AtStage {
  /** With the values of the stage. */
  readonly contract: Contract
  /** `undefined` where nothing says of which stage it is. */
  readonly stage: Stage | undefined
}

export interface Sourced {
  /** For people: `main (524602a)`, `the working tree`. */
  readonly name: string
  /** The stages that it can be looked at; `undefined` where it is of one, or of none that it names. */
  readonly stages: readonly string[] | undefined
  /** @throws {Failure} for a stage that it does not have */
  readonly at: (stage: string | undefined) => AtStage
  readonly template?: Template | undefined
}

/** What nobody has checked. */
export interface Carried {
  readonly contract: unknown
  /** `undefined` where it is not known. */
  readonly stage: unknown
  readonly template?: Template | undefined
}

/** Reads what is deployed; given by the command, which knows the account. */
export type ReadDeployed = () => Promise<Carried>

/** Sound, or the command would not have begun. */
export const workingTree = (system: (stage?: string) => System): Sourced => ({
  name: 'the working tree',
  stages: Object.keys(system().stages),
  at: system,
})

/** Finds a contract by what the user calls it. A file wins over a commit of the same name: a path is typed on purpose. */
export async function sourced(root: string, named: string | undefined, readDeployed: ReadDeployed): Promise<Sourced> {
  if (named === 'deployed') return carried('what is deployed', await readDeployed())
  if (named !== undefined && (await isFile(resolve(named)))) {
    const file = basename(named)
    // What was typed is repeated only when it can be no secret.
    const name = /^[\w.-]{1,60}$/.test(file) ? `\`${file}\`` : 'the file'
    return carried(name, await contractIn(resolve(named)))
  }
  const commit = await commitOf(root, named)
  const { ref, hash } = commit
  const name = hash.startsWith(ref) ? hash : `${ref} (${hash})`
  const { contract, stages } = await contractAt(root, commit)
  const at = (stage: string | undefined): AtStage => {
    const found =
      stages === undefined || stage === undefined || !Object.hasOwn(stages, stage)
        ? undefined
        : readStage(stages[stage], name)
    if (stages !== undefined && stage !== undefined && found === undefined) {
      throw new Failure(`\`${ref}\` (${hash}) has no stage \`${stage}\``, 'give a later commit, or another `--stage`')
    }
    // The cast is safe: rows that are not as their type says stay as they are, and are checked next.
    const staged = found === undefined ? contract : stagedContract(contract as Contract, found)
    return { contract: readSoundContract(staged, name), stage: found }
  }
  return { name, stages: stages === undefined ? undefined : Object.keys(stages), at }
}

function carried(name: string, { contract, stage, template }: Carried): Sourced {
  const one = { contract: readSoundContract(contract, name), stage: readStage(stage, name) }
  return { name, stages: undefined, at: () => one, template }
}

/**
 * The stages to compare at, the first of which is told whole: the one that was asked for; the one that a template is of;
 * else each that both sides have.
 */
export function stagesOf(asked: string | undefined, ...sides: readonly Sourced[]): readonly (string | undefined)[] {
  if (asked !== undefined) return [asked]
  const known = sides.flatMap(({ stages }) => stages ?? [])
  const fixed = sides.flatMap((side) => (side.stages === undefined ? (side.at(undefined).stage?.name ?? []) : []))
  const own = fixed.find((name) => known.includes(name))
  if (own !== undefined || fixed.length > 0 || known.length === 0) return [own]
  const shared = ['local', ...new Set(known)].filter((name) => sides.every(({ stages }) => stages?.includes(name)))
  return shared.length === 0 ? [undefined] : [...new Set(shared)]
}
