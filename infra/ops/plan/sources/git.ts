/**
 * The contract of another commit: its `scopes/` is written into a folder of its own and loaded by a process that may
 * read that folder and nothing else.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { closeMatch } from '../../close-match.ts'
import { Failure } from '../../failure.ts'

const run = promisify(execFile)
const maxBuffer = 256 * 1024 * 1024

/** A commit, as people name it. */
export interface Commit {
  /** What was asked for: `main`. */
  readonly ref: string
  /** Short. */
  readonly hash: string
}

async function git(root: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<string> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', ...variables }
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

/**
 * Finds the commit.
 *
 * @param ref `undefined` for the last commit on `main`
 * @throws {Failure} when there is none
 */
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

/** Prints the contract. It imports two modules that import nothing but types. */
const loader = `
const at = (name) => import(new URL('scopes/' + name, 'file://' + process.env.FOLDER + '/').href)
const [catalog, operations] = await Promise.all([at('catalog.ts'), at('operations.ts')])
const { roles, resourceServers, pools } = catalog
process.stdout.write(JSON.stringify({ roles, resourceServers, pools, operations: operations.operations }))
`

/** @throws {Failure} when the commit has no contract, or one that does not load */
export async function contractAt(root: string, { ref, hash }: Commit): Promise<unknown> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'scopegate-plan-')))
  try {
    const tree = `${hash}:scopes`
    const has = await git(root, ['cat-file', '-e', `${tree}/catalog.ts`]).then(
      () => true,
      () => false,
    )
    if (!has) throw new Failure(`The commit \`${ref}\` (${hash}) has no contract in \`scopes/\``, 'give a later commit')
    // Through an index of its own: the checkout's stays as it is.
    const index = { GIT_INDEX_FILE: join(folder, 'index') }
    await git(root, ['read-tree', tree], index)
    await git(root, ['checkout-index', '--all', `--prefix=${join(folder, 'scopes')}/`], index)
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    const args = ['--permission', `--allow-fs-read=${folder}`, '--input-type=module', '--eval', loader]
    const { stdout } = await run(process.execPath, args, { maxBuffer, timeout: 60_000, env: { FOLDER: folder } })
    return JSON.parse(stdout)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`The contract of \`${ref}\` (${hash}) cannot be loaded`, 'give a commit whose checks passed')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
