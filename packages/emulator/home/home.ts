/**
 * The folder that an installation lives in: its seed, its data, its logs. One local stack at a time may use it, nobody
 * but its owner can look into it, and it is recognized by a marker.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DamagedFile } from './damaged-file.ts'
import { takeLock } from './lock.ts'

type Place =
  | 'authority'
  | 'assembly'
  | 'assembly.log'
  | 'cognito'
  | 'deployed'
  | 'logs'
  | 'dynamodb/data.sqlite'
  | 'dynamodb/socket'
  | 'stack.json'
  | 'aws.env'

const marker = '.scopegate-local'
const markerText = 'This folder is kept by the local stack of Scopegate. `start --fresh` empties it.\n'

/** What a fresh start wipes, in this order: broken off half-way, the seed and with it the ids are still the old ones. */
const contents = ['prepared', 'deployed', 'cognito', 'dynamodb', 'logs', 'seed']

/**
 * Changes nothing that an earlier stack has left, apart from a `stack.json` that is no longer true.
 *
 * @throws Error of one line when the folder is not ours, or another local stack runs on it.
 */
export function openHome(directory: string, fresh: boolean) {
  claim(directory, fresh)
  const path = (name: string) => join(directory, name)
  const lock = takeLock(path('lock'))
  if (lock === undefined) {
    throw new Error(
      `A local stack runs already in \`${directory}\`. Stop it first (Ctrl-C where it runs, or \`start --stop\`)`,
    )
  }
  try {
    writeWhole(path('pid'), String(process.pid))
    // Left by a stack that was killed: what it says is no longer true.
    for (const name of ['stack.json', 'aws.env']) rmSync(path(name), { force: true })
    const kept = fresh ? undefined : seedIn(path('seed'))
    const seed = kept ?? randomBytes(32).toString('base64url')
    return {
      path: (name: Place) => path(name),
      /** Secret. Ids, client secrets and demo passwords are derived from it. A fresh one is kept only by `begin`. */
      seed,
      /** To be called when the stack is sure to start: a start that fails must not cost the developer any data. */
      begin: () => {
        if (fresh) for (const name of contents) rmSync(path(name), { recursive: true, force: true })
        if (kept === undefined) writeWhole(path('seed'), seed)
      },
      /** Whether the data was prepared already. */
      prepared: () => existsSync(path('prepared')),
      markPrepared: () => writeFileSync(path('prepared'), '', { mode: 0o600 }),
      close: () => {
        rmSync(path('pid'), { force: true })
        lock.close()
      },
    }
  } catch (error) {
    lock.close()
    throw error
  }
}

/** A folder of ours, or an empty one. A mistyped path must not cost the user any files. */
function claim(directory: string, fresh: boolean): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const empty = readdirSync(directory).length === 0
  const file = join(directory, marker)
  // A folder of that name marks nothing: it may be somebody's.
  const found = statSync(file, { throwIfNoEntry: false })?.isFile() === true
  if (!empty && !found) {
    throw new Error(
      `The folder \`${directory}\` is not empty and holds no local stack. Name a new or an empty one with \`--directory\``,
    )
  }
  // Less of the text was left by a start that was broken off.
  if (found && !fresh && !markerText.startsWith(readFileSync(file, 'utf8'))) throw new DamagedFile(file)
  // The first thing in the folder: a folder with anything in it has the marker too.
  writeFileSync(file, markerText, { mode: 0o600 })
  chmodSync(directory, 0o700)
}

/** `undefined` where there is none yet. */
function seedIn(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  const seed = readFileSync(file, 'utf8').trim()
  if (!/^[\w-]{43}$/.test(seed)) throw new DamagedFile(file)
  return seed
}

/** Written beside and moved into place: whoever reads it sees all of it or nothing. For its owner only. */
export function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
