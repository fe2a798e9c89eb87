/** Writes a new system's files: all of them, or none. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Failure } from '../program/failure.ts'

/** Text by path from the new system's root. */
export type Files = Readonly<Record<string, string>>

const isEmpty = (folder: string): boolean => readdirSync(folder).length === 0

/** @throws {Failure} for a folder that holds something, and for a path that is no folder */
export function refuseFull(folder: string): void {
  if (!existsSync(folder)) return
  let empty: boolean
  try {
    empty = isEmpty(folder)
  } catch {
    throw new Failure(
      'The path for the new system is not a folder that can be read',
      'name a folder that does not exist yet',
    )
  }
  if (!empty)
    throw new Failure('The folder for the new system is not empty', 'name one that is empty or does not exist yet')
}

/** Writes the files beside the folder first, and moves them to it in one step. */
export function writeSystem(folder: string, files: Files): void {
  refuseFull(folder)
  const target = resolve(folder)
  let staged: string | undefined
  try {
    mkdirSync(dirname(target), { recursive: true })
    staged = mkdtempSync(join(dirname(target), '.scopes-init-'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(staged, path)), { recursive: true })
      writeFileSync(join(staged, path), text)
    }
    if (existsSync(target)) rmdirSync(target)
    renameSync(staged, target)
  } catch {
    if (staged !== undefined) rmSync(staged, { recursive: true, force: true })
    throw new Failure('The new system cannot be written there', 'name a folder in which you may write')
  }
}
