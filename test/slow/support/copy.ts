/** A copy of this checkout, or of a part of it, in a folder of its own, with what it needs installed. */
import { execFile, execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'vitest'

/** This checkout's root. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** What a command that was run to its end said. */
export interface Ran {
  readonly code: number
  readonly output: string
}

/** Runs a program to its end in a folder. Its environment is ours without what the test runner put there. */
export async function run(folder: string, file: string, ...args: readonly string[]): Promise<Ran> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|TEST|NODE_ENV|NODE_OPTIONS|npm_|PNPM_)/.test(name),
  )
  const options = { cwd: folder, env: { ...Object.fromEntries(kept), CI: 'true', NO_COLOR: '1' }, maxBuffer: 1e9 }
  return promisify(execFile)(file, args, options).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    // Safe: what execFile rejects with when the program ends with another code than 0.
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { code, output: stdout + stderr }
    },
  )
}

/** Any text that matches, in what is expected of an object. */
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)

/** An empty folder, and what removes it. */
export function emptyFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-slow-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Copies what git tracks, or would, but for the named folders. */
export function copyCheckout(folder: string, without: readonly string[] = []): void {
  const listing = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  for (const path of listing.split('\0').filter((path) => path !== '' && existsSync(root + path))) {
    if (without.some((name) => path.startsWith(`${name}/`))) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(root + path, join(folder, path))
  }
}
