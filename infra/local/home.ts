/**
 * The folder that an installation lives in: its seed, its data, its logs. One local stack at a time may use it.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface Home {
  readonly path: (name: 'assembly' | 'cognito' | 'logs' | 'dynamodb/data.sqlite' | 'stack.json') => string
  /** Secret. Ids, client secrets and demo passwords are derived from it. */
  readonly seed: string
  /** Whether the sample data has been tried already. */
  readonly sampled: () => boolean
  readonly markSampled: () => void
  readonly close: () => void
}

/** Everything that `--fresh` wipes. By name, so that a folder given by mistake loses nothing else. */
const contents = ['assembly', 'cognito', 'dynamodb', 'logs', 'sampled', 'seed', 'stack.json']

/** @throws Error of one line when another local stack runs on the folder. */
export function openHome(directory: string, fresh: boolean): Home {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const lock = takeLock(directory)
  const path = (name: string) => join(directory, name)
  if (fresh) for (const name of contents) rmSync(path(name), { recursive: true, force: true })
  // Left by a stack that was killed: what it says is no longer true.
  rmSync(path('stack.json'), { force: true })
  return {
    path,
    seed: seedIn(path('seed')),
    sampled: () => existsSync(path('sampled')),
    markSampled: () => writeFileSync(path('sampled'), ''),
    close: () => lock.close(),
  }
}

/** A lock of the operating system on a file, so that it ends with the process, however that ends. */
function takeLock(directory: string): DatabaseSync {
  const lock = new DatabaseSync(join(directory, 'lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw new Error(`A local stack runs already in \`${directory}\`. Stop it first (Ctrl-C where it runs)`, {
      cause: error,
    })
  }
}

function seedIn(file: string): string {
  if (!existsSync(file)) {
    // Written beside and moved into place: a crash half-way leaves no half seed.
    writeFileSync(`${file}.new`, randomBytes(32).toString('base64url'), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const seed = readFileSync(file, 'utf8').trim()
  if (seed.length < 32) throw new Error(`The file \`${file}\` is damaged. Begin anew with \`start --fresh\``)
  return seed
}
