/**
 * Where a contract comes from: the working tree, another commit, a file, or what is deployed.
 *
 * @module
 */
import { basename, resolve } from 'node:path'
import type { Contract } from '@scopegate/contract/contract'
import { readSoundContract } from '../../program/read-contract.ts'
import { contractIn, isFile } from './file.ts'
import { commitOf, contractAt } from './git.ts'

export interface Sourced {
  /** For people: `main (524602a)`, `the working tree`. */
  readonly name: string
  readonly contract: Contract
}

/** Reads what is deployed; given by the command, which knows the account. */
export type ReadDeployed = () => Promise<unknown>

/** Sound, or the command would not have begun. */
export const workingTree = (contract: Contract): Sourced => ({ name: 'the working tree', contract })

/**
 * Finds a contract by what the user calls it. A file wins over a commit of the same name: a path is typed on purpose.
 *
 * @param named `undefined` for the last commit on `main`
 * @throws {Failure} when there is none, or none that is sound
 */
export async function sourced(root: string, named: string | undefined, readDeployed: ReadDeployed): Promise<Sourced> {
  if (named === 'deployed') {
    const name = 'what is deployed'
    return { name, contract: readSoundContract(await readDeployed(), name) }
  }
  if (named !== undefined && (await isFile(resolve(named)))) {
    const file = basename(named)
    // What was typed is repeated only when it can be no secret.
    const name = /^[\w.-]{1,60}$/.test(file) ? `\`${file}\`` : 'the file'
    return { name, contract: readSoundContract(await contractIn(resolve(named)), name) }
  }
  const commit = await commitOf(root, named)
  const name = commit.hash.startsWith(commit.ref) ? commit.hash : `${commit.ref} (${commit.hash})`
  return { name, contract: readSoundContract(await contractAt(root, commit), name) }
}
