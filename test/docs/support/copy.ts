/**
 * A copy of this checkout, to be edited as a reader would: everything that git tracks or would, with the packages that
 * are installed here, and a git history of one commit on `main`.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const product = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)
const packages = ['scopes', 'triggers', 'services', 'infra', 'test', ...product]

export interface Copy {
  readonly folder: string
  /** Commits all there is. */
  readonly commit: () => void
  readonly remove: () => void
}

export function copyCheckout(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-copy-'))
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
  for (const path of git(root, 'ls-files', '-co', '--exclude-standard', '-z').split('\0')) {
    if (path !== '' && existsSync(join(root, path))) cpSync(join(root, path), join(folder, path), { mode: 0 })
  }
  // Links of pnpm’s are relative: copied as they are, a package of the workspace is the copy’s.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const name of packages) {
    const installed = join(root, name, 'node_modules')
    if (existsSync(installed)) {
      cpSync(installed, join(folder, name, 'node_modules'), { recursive: true, verbatimSymlinks: true })
    }
  }
  git(folder, 'init', '--quiet', '--initial-branch', 'main')
  const commit = () => {
    git(folder, 'add', '--all')
    git(folder, 'commit', '--quiet', '--message', 'Before')
  }
  commit()
  return { folder, commit, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
