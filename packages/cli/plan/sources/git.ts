/** The contract of another commit: its files, taken out of git as they are. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { isTable } from '@scopegate/template'
import { closeMatch } from '../../program/close-match.ts'
import { Failure } from '../../program/failure.ts'
import { contractFile, stagesFile } from '../../program/system.ts'
import { type ContractCode, loadContract } from './load-contract.ts'

const run = promisify(execFile)
const maxBuffer = 256 * 1024 * 1024

export interface Commit {
  /** What was asked for: `main`. */
  readonly ref: string
  /** Short. */
  readonly hash: string
}

async function git(root: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' }
  return (await run('git', ['-C', root, ...args], { maxBuffer, env })).stdout
}

/** @returns `undefined` for a name that is no commit */
async function resolve(root: string, ref: string): Promise<Commit | undefined> {
  try {
    const commit = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
    return { ref, hash: (await git(root, ['rev-parse', '--short', commit.trim()])).trim() }
  } catch {
    return undefined
  }
}

/** The commit of that name; without one, the last on `main`. @throws {Failure} when there is none */
export async function commitOf(root: string, ref: string | undefined): Promise<Commit> {
  await requireCheckout(root)
  // A clone of one branch, as CI makes them, knows `main` by its remote alone.
  for (const name of ref === undefined ? ['main', 'origin/main'] : [ref]) {
    const commit = await resolve(root, name)
    if (commit !== undefined) return commit
  }
  if (ref === undefined)
    throw new Failure('There is no branch `main` in this checkout', 'name a commit with `--against`')
  const names = await git(root, ['for-each-ref', '--format=%(refname:short)']).catch(() => '')
  const meant = closeMatch(
    ref,
    names.split('\n').filter((name) => name !== ''),
  )
  const typed = /^[\w./~^@-]{1,60}$/.test(ref) ? ` \`${ref}\`` : ' of that name'
  throw new Failure(
    `There is neither a commit nor a file${typed}`,
    meant === undefined
      ? 'give a commit, a branch, a tag, the path of a template, or `deployed`'
      : `did you mean \`${meant}\`?`,
  )
}

async function requireCheckout(root: string): Promise<void> {
  try {
    await git(root, ['rev-parse', '--git-dir'])
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new Failure(
      missing
        ? 'There is no `git` on this machine'
        : 'This folder is no git checkout, so that no other commit is known',
      'compare with the path of a template: `--against <file>`',
    )
  }
}

/** The contract's files as they stand in the commit, whatever filters or hooks the checkout has. A link could lead anywhere. */
async function contractCode(root: string, { ref, hash }: Commit): Promise<ContractCode> {
  const listing = await git(root, ['ls-tree', '-r', hash, '--', 'scopes/', stagesFile])
  const link = /^120000 blob \w+\t(.+)$/m.exec(listing)?.[1]
  if (link !== undefined) {
    const file = /^[\w./-]{1,80}$/.test(link) ? `\`${link}\`` : 'a file of the contract'
    throw new Failure(`In \`${ref}\` (${hash}) ${file} is a link`, 'give a commit in which it is a file')
  }
  const blobs = [...listing.matchAll(/^100(?:644|755) blob (\w+)\t(.+\.ts)$/gm)]
  const files = blobs
    .filter(([, , path = '']) => !path.endsWith('.test.ts'))
    .map(async ([, blob = '', path = '']) => [path, await git(root, ['cat-file', 'blob', blob])] as const)
  return Object.fromEntries(await Promise.all(files))
}

/** @throws {Failure} when the commit has no contract, or one that does not load */
export async function contractAt(root: string, { ref, hash }: Commit) {
  const code = await contractCode(root, { ref, hash })
  if (code[contractFile] === undefined) {
    throw new Failure(`The commit \`${ref}\` (${hash}) has no contract in \`${contractFile}\``, 'give a later commit')
  }
  const { contract, stages } = await loadContract(code).catch(() => {
    throw new Failure(`The contract of \`${ref}\` (${hash}) cannot be loaded`, 'give a commit whose checks passed')
  })
  // None in a commit of before there were stages. What a stage is, whoever takes one checks.
  return { contract, stages: isTable(stages) ? stages : undefined }
}
