/** The pages on disk: what stands there, and writing all of them or none. */
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../program/failure.ts'
import type { Page } from './markdown.ts'

/** `stale`: another text than the contract's, whoever wrote it. */
export type PageState = 'current' | 'stale' | 'missing'

const isAbsent = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** @throws {Failure} when it does not exist or is no folder */
export async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found?.isDirectory() !== true)
    throw new Failure('The folder for the pages does not exist', 'make it, or name another')
}

/** @throws {Failure} when the file is there and cannot be read */
export async function stateOf(folder: string, { file, text }: Page): Promise<PageState> {
  try {
    return (await readFile(join(folder, file))).equals(Buffer.from(text)) ? 'current' : 'stale'
  } catch (error) {
    if (isAbsent(error)) return 'missing'
    throw new Failure(`The page ${file} cannot be read`, 'check that it is a file, and who may read it')
  }
}

/** Writes the pages, each whole beside its place first: nobody ever reads half a page, and a full disk changes none. */
export async function writePages(folder: string, pages: readonly Page[]): Promise<void> {
  const moves = pages.map(({ file, text }) => ({
    file,
    text,
    from: join(folder, `.${file}.${process.pid}.new`),
    to: join(folder, file),
  }))
  const moved: string[] = []
  try {
    for (const { from, text } of moves) await writeFile(from, text, { flag: 'wx' })
    for (const { from, to, file } of moves) {
      await rename(from, to)
      moved.push(file)
    }
  } catch {
    await Promise.allSettled(moves.map(({ from }) => rm(from, { force: true })))
    throw new Failure(
      moved.length === 0
        ? 'The pages cannot be written; none was changed'
        : `Only ${moved.join(', ')} could be written`,
      'check who may write to the folder, and its disk, then type the command again',
    )
  }
}
