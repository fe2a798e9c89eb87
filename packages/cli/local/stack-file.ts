/** What the running local stack says about itself: `.local/stack.json`, which is there only while it runs. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { trust } from '@scopegate/emulator/ports/trust'
import { StackFile } from '@scopegate/template'
import { Failure } from '../program/failure.ts'

/** What to type where no local stack runs. */
export const startIt = 'type `scopes start` in another terminal, or name its folder with `--directory`'

/** The folder of a checkout's local stack, unless another is named. */
export const localDirectory = (root: string, named: string | undefined): string =>
  resolve(named ?? join(root, '.local'))

/** @returns `undefined` when no local stack runs in the folder. @throws {Failure} when what is there cannot be read. */
export async function readLocalStack(directory: string): Promise<StackFile | undefined> {
  let text: string
  try {
    text = await readFile(join(directory, 'stack.json'), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined
    }
    throw new Failure('The file `stack.json` of the local stack cannot be read', 'check who may read its folder')
  }
  try {
    const stack = StackFile.parse(JSON.parse(text))
    if (stack.authority !== undefined) trust(await readFile(stack.authority, 'utf8'))
    return stack
  } catch {
    throw new Failure(
      'The file `stack.json` is not what a local stack writes',
      'stop the local stack and start it again, or name its folder with `--directory`',
    )
  }
}

/** @throws {Failure} also when no local stack runs */
export async function requireLocalStack(directory: string): Promise<StackFile> {
  const stack = await readLocalStack(directory)
  if (stack === undefined) throw new Failure('No local stack runs: its folder holds no `stack.json`', startIt)
  return stack
}
