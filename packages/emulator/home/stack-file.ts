/**
 * `stack.json`: what a running local stack says about itself, for scripts and tests.
 *
 * @module
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import type { StackFile } from '@scopegate/template'

export type { StackClient, StackEndpoints, StackFile, StackUser } from '@scopegate/template'

/** Written in one step, so that a reader never sees half of it. Readable by the owner only, because it holds secrets. */
export function writeStackFile(path: string, file: StackFile): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

export const removeStackFile = (path: string): void => rmSync(path, { force: true })
