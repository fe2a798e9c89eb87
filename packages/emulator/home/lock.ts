/** A lock of the operating system on a file, so that it ends with the process, however that ends. */
import { closeSync, openSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { saysDamaged } from './damaged-file.ts'

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
export function isHeld(file: string): boolean {
  const lock = takeLock(file)
  lock?.close()
  return lock === undefined
}
