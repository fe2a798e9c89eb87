/**
 * Loads the contract that two files of code make, which somebody else may have written: the code of another commit.
 *
 * It runs in a context without any object of Node's (`node:vm`), in a process that may read and write no file and start no
 * process (`node --permission`), with an empty environment, and answers with text alone. Node promises of neither that it holds against
 * code that wants out, and its permissions do not cover the network: two weak walls, of which we know no way through. Nothing is
 * written to disk.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** The two files, as they stand in `scopes/`. */
export interface ContractCode {
  readonly catalog: string
  readonly operations: string
}

const loader = `
import { stripTypeScriptTypes } from 'node:module'
import vm from 'node:vm'
const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const code = JSON.parse(Buffer.concat(chunks).toString('utf8'))
const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } })
// Made inside, so that what it throws leads to nothing outside.
const importModuleDynamically = vm.runInContext('async () => { throw new Error() }', context)
const exportsOf = async (text) => {
  const module = new vm.SourceTextModule(stripTypeScriptTypes(text), { context, importModuleDynamically })
  await module.link(() => {
    throw new Error('The contract imports nothing')
  })
  await module.evaluate()
  return module.namespace
}
const catalog = await exportsOf(code.catalog)
const { operations } = await exportsOf(code.operations)
const asText = vm.runInContext(
  '({ roles, resourceServers, pools }, operations) => JSON.stringify({ roles, resourceServers, pools, operations })',
  context,
)
const text = asText(catalog, operations)
if (typeof text !== 'string') throw new Error('The contract is no data')
process.stdout.write(text)
`

/** Longer than any contract takes to load. */
const patience = 60_000

/** @returns what nobody has checked. @throws Error when the code does not load, or tries what it may not */
export async function loadContract(code: ContractCode): Promise<unknown> {
  const args = ['--permission', '--experimental-vm-modules', '--no-warnings', '--input-type=module', '--eval', loader]
  const child = spawn(process.execPath, args, { env: {}, stdio: ['pipe', 'pipe', 'ignore'], timeout: patience })
  // A child that ends before it has read all says so with its exit code.
  child.stdin.on('error', () => undefined)
  child.stdin.end(JSON.stringify(code))
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  const [answer, exitCode] = await Promise.all([text(child.stdout), exit])
  if (exitCode !== 0) throw new Error('The code of the contract does not load')
  return JSON.parse(answer)
}
