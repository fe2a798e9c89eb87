/** Which process runs the local stack of a folder: it holds a lock of the operating system, so that it ends with the process, however that ends. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { saysDamaged } from './damaged-file.ts'

/** How long a stack may take to end, in milliseconds. */
const patience = 30_000

/**
 * Ends the stack that runs in the folder, and waits until it has ended.
 *
 * @returns whether there was one
 * @throws Error of one line when it cannot be ended
 */
export async function stopStackIn(directory: string): Promise<boolean> {
  const lock = join(directory, 'lock')
  if (!existsSync(lock) || !isHeld(lock)) return false
  const pid = Number(readFileSync(join(directory, 'pid'), { encoding: 'utf8', flag: 'a+' }))
  if (!Number.isInteger(pid) || pid <= 1 || !holds(pid, lock)) {
    throw new Error(
      `A local stack runs in \`${directory}\`, and its file \`pid\` names another process. End it yourself`,
    )
  }
  process.kill(pid, 'SIGTERM')
  for (let waited = 0; isHeld(lock); waited += 100) {
    if (waited > patience)
      throw new Error(`The local stack (process ${pid}) has not ended in ${patience / 1000} seconds`)
    await sleep(100)
  }
  return true
}

/** Whether the process has the file open. A number that the system gave to another process since must not be ended. */
function holds(pid: number, file: string): boolean {
  // Other systems do not say; there the lock and the number must do.
  if (!existsSync('/proc/self/fd')) return true
  const open = `/proc/${pid}/fd`
  try {
    return readdirSync(open).some((name) => isLinkTo(join(open, name), realpathSync(file)))
  } catch {
    return false
  }
}

function isLinkTo(link: string, file: string): boolean {
  try {
    return readlinkSync(link) === file
  } catch {
    // Closed since.
    return false
  }
}

/** `undefined` when another process holds it. */
export function takeLock(file: string): DatabaseSync | undefined {
  // SQLite gives its journal the same mode.
  closeSync(openSync(file, 'a', 0o600))
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    // It holds nothing but the lock, so that a damaged one is not held.
    if (!saysDamaged(error)) return undefined
    rmSync(file)
    return takeLock(file)
  }
}

/** Whether a process holds it. */
function isHeld(file: string): boolean {
  const lock = takeLock(file)
  lock?.close()
  return lock === undefined
}
