/**
 * Says from which inputs a cloud assembly came, so that a start can use the last one again. A file that the app loaded or
 * bundled counts by its content, wherever it lies; of the system's folder everything counts, because code finds files by
 * convention; of the installed packages, which of them are found from where. A variable that does not count, the app does
 * not see either (`steadyEnvironment`).
 */
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Run } from './synthesize.ts'

/** They differ from one terminal to the next. */
const volatile = /^(_|SHLVL|PWD|OLDPWD|INIT_CWD|COLUMNS|LINES|WINDOWID|(npm|PNPM|SSH|TERM|VSCODE|XDG_SESSION)(_.*)?)$/i

/** All that an app is told of our environment. */
export const steadyEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !volatile.test(name)))

/** What an app, a start and git write; the last is the mark of a local stack's folder. */
const outputs = new Set(['.git', '.build', 'cdk.out'])
const mark = '.scopegate-local'

/** A first start makes these: that they are there is no input either. */
const isOfSystem = (path: string): boolean => !outputs.has(basename(path)) && !existsSync(join(path, mark))

/** What a package manager and a bundler look for in a folder and all that are around it. */
const around = 'package.json tsconfig.json pnpm-lock.yaml package-lock.json yarn.lock bun.lock'.split(' ')

interface Inputs {
  /** A hash over all of them. */
  readonly key: string
  /** When the newest of the files came to be what it is, in milliseconds. No program can set it. */
  readonly newest: number
}

/** Those of a run of the app which loaded and bundled these files. `root` is the system's folder. */
export function inputsOf(root: string, { app, stage, outdir }: Run, files: readonly string[]): Inputs {
  const hash = createHash('sha256')
  let newest = 0
  const say = (...facts: readonly (string | Buffer)[]) => {
    for (const fact of facts) hash.update(`${fact.length} `).update(fact)
  }
  /** A file, a link, a folder with all that is in it, or that there is nothing. */
  const see = (path: string, isInput = true): void => {
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return say(path, 'none')
    if (stat.isDirectory()) return seeFolder(path, isInput)
    if (isInput) newest = Math.max(newest, stat.ctimeMs)
    say(path, stat.isSymbolicLink() ? readlinkSync(path) : stat.isFile() ? readFileSync(path) : 'other')
  }
  const seeFolder = (path: string, isInput: boolean) => {
    const names = readdirSync(path).filter((name) => isOfSystem(join(path, name)))
    say(path, ...names.sort())
    for (const name of names) if (name !== 'node_modules') see(join(path, name), isInput)
  }
  /** Which packages are found here: their names, and where those lead that are links. */
  const seePackages = (folder: string): void => {
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return say(folder, 'none')
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isSymbolicLink()) see(path)
      else if (entry.name.startsWith('@')) seePackages(path)
      else if (!entry.name.startsWith('.')) say(path)
    }
  }

  say(process.version, process.arch, process.execPath, root, app, stage, JSON.stringify(steadyEnvironment()))
  say(...files)
  seeFolder(root, true)
  // How an app is run.
  seeFolder(import.meta.dirname, true)
  // Half an assembly, or a changed one, is not the one that was written.
  see(outdir, false)
  const folders = new Set<string>()
  for (const file of [...files, app, fileURLToPath(import.meta.url)]) {
    see(file)
    // A new file beside one of somebody's code may be meant instead of it.
    if (!file.includes('node_modules')) say(...readdirSync(dirname(file)).filter((name) => !outputs.has(name)))
    for (let folder = dirname(file); !folders.has(folder); folder = dirname(folder)) folders.add(folder)
  }
  for (const folder of folders) {
    for (const name of around) see(join(folder, name))
    seePackages(join(folder, 'node_modules'))
  }
  return { key: hash.digest('hex'), newest }
}
