/** Where a contract comes from: the working tree, another commit, a file, or what is deployed. */
import { basename, resolve } from 'node:path'
import { type Contract, type Stage, stagedContract } from '@scopegate/contract'
import { readSoundContract, readStage } from '../../program/read-contract.ts'
import type { System } from '../../program/system.ts'
import { contractIn, isFile } from './file.ts'
import { commitOf, contractAt } from './git.ts'

/** A contract at a stage. */
export interface Sourced {
  /** For people: `main (524602a)`, `the working tree`. */
  readonly name: string
  /** With the values of the stage. */
  readonly contract: Contract
  /** `undefined` where nothing says of which stage it is. */
  readonly stage: Stage | undefined
}

/** What nobody has checked. */
export interface Carried {
  readonly contract: unknown
  /** `undefined` where it is not known. */
  readonly stage: unknown
}

/** Reads what is deployed; given by the command, which knows the account. */
export type ReadDeployed = () => Promise<Carried>

/** Sound, or the command would not have begun. */
export const workingTree = ({ contract, stage }: System): Sourced => ({ name: 'the working tree', contract, stage })

/**
 * Finds a contract by what the user calls it. A file wins over a commit of the same name: a path is typed on purpose.
 *
 * @param named `undefined` for the last commit on `main`
 * @throws {Failure} when there is none, or none that is sound
 */
export async function sourced(
  { root, stage }: System,
  named: string | undefined,
  readDeployed: ReadDeployed,
): Promise<Sourced> {
  if (named === 'deployed') return read('what is deployed', await readDeployed())
  if (named !== undefined && (await isFile(resolve(named)))) {
    const file = basename(named)
    // What was typed is repeated only when it can be no secret.
    const name = /^[\w.-]{1,60}$/.test(file) ? `\`${file}\`` : 'the file'
    return read(name, await contractIn(resolve(named)))
  }
  const commit = await commitOf(root, named)
  const name = commit.hash.startsWith(commit.ref) ? commit.hash : `${commit.ref} (${commit.hash})`
  const carried = await contractAt(root, commit, stage?.name)
  const itsStage = readStage(carried.stage, name)
  if (itsStage === undefined) return read(name, carried)
  // The cast is safe: rows that are not as their type says stay as they are, and are checked next.
  const staged = stagedContract(carried.contract as Contract, itsStage)
  return read(name, { contract: staged, stage: itsStage })
}

const read = (name: string, { contract, stage }: Carried): Sourced => ({
  name,
  contract: readSoundContract(contract, name),
  stage: readStage(stage, name),
})
