/**
 * Loads the contract that code makes which somebody else may have written: the code of another commit.
 *
 * It runs in a context without any object of Node's (`node:vm`), in a process that may read and write no file and start no
 * process (`node --permission`), with an empty environment, and answers with text alone. It may import its own files and
 * `@scopegate/contract`, which is this version's. Node promises of neither wall that it holds against
 * code that wants out, and its permissions do not cover the network: two weak walls, of which we know no way through. Nothing is
 * written to disk.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { contractFile, stagesFile } from '../../program/system.ts'

/** The contract's files by path from the checkout's root, as they stand in `scopes/`. */
export type ContractCode = Readonly<Record<string, string>>

const loader = `
import { stripTypeScriptTypes } from 'node:module'
import { posix } from 'node:path'
import vm from 'node:vm'
const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const { entries, files, packages } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } })
// Made inside, so that what it throws leads to nothing outside.
const importModuleDynamically = vm.runInContext('async () => { throw new Error() }', context)
const made = new Map()
const moduleOf = (path) => {
  const known = made.get(path)
  if (known !== undefined) return known
  const code = files[path]
  if (typeof code !== 'string') throw new Error('The contract imports what is not part of it')
  const module = new vm.SourceTextModule(stripTypeScriptTypes(code), { context, importModuleDynamically, identifier: path })
  made.set(path, module)
  return module
}
const link = (specifier, { identifier }) =>
  moduleOf(specifier.startsWith('.') ? posix.join(posix.dirname(identifier), specifier) : packages[specifier] ?? '')
const asText = vm.runInContext('(value) => JSON.stringify(value)', context)
const answers = []
for (const { file, name } of entries) {
  const module = moduleOf(file)
  await module.link(link)
  await module.evaluate()
  const text = asText(module.namespace[name])
  if (typeof text !== 'string') throw new Error('It is no data')
  answers.push('"' + name + '":' + text)
}
process.stdout.write('{' + answers.join(',') + '}')
`

/** Longer than any contract takes to load. */
const patience = 60_000

/** The code of `@scopegate/contract`, as it is installed: the one thing that a contract imports. */
function contractPackage(): { readonly entry: string; readonly files: ContractCode } {
  const entry = fileURLToPath(import.meta.resolve('@scopegate/contract'))
  const folder = entry.slice(0, entry.lastIndexOf('/') + 1)
  const names = readdirSync(folder).filter((name) => /\.[jt]s$/.test(name) && !/\.(test|d)\.ts$/.test(name))
  const files = Object.fromEntries(
    names.map((name) => [`@scopegate/contract/${name}`, readFileSync(folder + name, 'utf8')]),
  )
  return { entry: `@scopegate/contract/${entry.slice(folder.length)}`, files }
}

/** What nobody has checked. */
export interface LoadedCode {
  readonly contract: unknown
  /** `undefined` where the code has no file of them. */
  readonly stages?: unknown
}

/** @throws Error when the code does not load, or tries what it may not */
export async function loadContract(code: ContractCode): Promise<LoadedCode> {
  const args = ['--permission', '--experimental-vm-modules', '--no-warnings', '--input-type=module', '--eval', loader]
  const child = spawn(process.execPath, args, { env: {}, stdio: ['pipe', 'pipe', 'ignore'], timeout: patience })
  // A child that ends before it has read all says so with its exit code.
  child.stdin.on('error', () => undefined)
  const own = contractPackage()
  const files = { ...own.files, ...code }
  const entries = [
    { file: contractFile, name: 'contract' },
    ...(code[stagesFile] === undefined ? [] : [{ file: stagesFile, name: 'stages' }]),
  ]
  child.stdin.end(JSON.stringify({ entries, files, packages: { '@scopegate/contract': own.entry } }))
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  const [answer, exitCode] = await Promise.all([text(child.stdout), exit])
  if (exitCode !== 0) throw new Error('The code of the contract does not load')
  // The cast is safe: the loader wrote it so.
  return JSON.parse(answer) as LoadedCode
}
