/** A git checkout of a system, for tests: the fleet's, changed as somebody would. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fleetRoot } from './run.ts'

/** Where the checkout finds packages of ours. */
const packages = join(fleetRoot, '../node_modules')

export interface Checkout {
  readonly root: string
  /** Replaces text in a file: `catalog.ts` of `scopes/`, or `infra/stages.ts`. @throws Error when the file does not hold it. */
  readonly replace: (file: string, from: string, to: string) => void
  /** Commits all there is with text in a file replaced, and leaves the folder as it is. */
  readonly commitWith: (file: string, from: string, to: string) => void
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
  const replace = (file: string, from: string, to: string) => {
    const path = join(root, file.includes('/') ? file : `scopes/${file}`)
    const text = readFileSync(path, 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`)
    writeFileSync(
      path,
      text.replace(from, () => to),
    )
  }
  for (const part of ['scopes', 'services', 'triggers', 'infra']) {
    cpSync(join(fleetRoot, part), join(root, part), { recursive: true })
  }
  symlinkSync(packages, join(root, 'node_modules'))
  writeFileSync(join(root, '.gitignore'), 'node_modules\n')
  git('init', '--quiet')
  commit('main')
  return {
    root,
    git,
    commit,
    replace,
    commitWith: (file, from, to) => {
      const path = join(root, file.includes('/') ? file : `scopes/${file}`)
      const text = readFileSync(path)
      replace(file, from, to)
      commit('main')
      writeFileSync(path, text)
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
