/** The TypeScript files of the checkout: tracked by git or new and not ignored. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { root } from './run.ts'

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string
  readonly text: string
}

export function sourceFiles(): readonly SourceFile[] {
  const listing = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.ts'], {
    cwd: root,
    encoding: 'utf8',
  })
  return listing
    .split('\n')
    .filter((path) => path !== '' && existsSync(root + path))
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
}
