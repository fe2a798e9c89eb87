/**
 * A git checkout with a contract in it, for tests: this one's, changed as somebody would.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const scopes = fileURLToPath(new URL('../../../scopes', import.meta.url))

export interface Checkout {
  readonly root: string
  /** Replaces text in a file of `scopes/`. @throws Error when the file does not hold it. */
  readonly replace: (file: string, from: string, to: string) => void
  /** Commits all there is, on the branch. */
  readonly commit: (branch: string) => void
  readonly git: (...args: readonly string[]) => string
  readonly remove: () => void
}

/** With one commit on `main`. */
export function newCheckout(): Checkout {
  const root = mkdtempSync(join(tmpdir(), 'scopegate-checkout-'))
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-C', root, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const commit = (branch: string) => {
    git('checkout', '--quiet', '-B', branch)
    git('add', '--all')
    git('commit', '--quiet', '--allow-empty', '--message', 'A contract')
  }
  cpSync(scopes, join(root, 'scopes'), { recursive: true, filter: (path) => !path.includes('node_modules') })
  git('init', '--quiet')
  commit('main')
  return {
    root,
    git,
    commit,
    replace: (file, from, to) => {
      const path = join(root, 'scopes', file)
      const text = readFileSync(path, 'utf8')
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`)
      writeFileSync(path, text.replace(from, to))
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
