/**
 * Loads the contract that two files of code make, which somebody else may have written: the code of another commit.
 *
 * It runs in a process that may read and write no file, start no process and load no module (`node --permission`, a hook, and
 * globals taken away), gets an empty environment, and answers with JSON. Node’s permissions do not cover the network: without modules and
 * `fetch` there is no way to it that we know of, which is less than a proof. Nothing is written to disk.
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
import { registerHooks, stripTypeScriptTypes } from 'node:module'
const { stdin, stdout } = process
const chunks = []
for await (const chunk of stdin) chunks.push(chunk)
const code = JSON.parse(Buffer.concat(chunks).toString('utf8'))
const write = stdout.write.bind(stdout)
const addressOf = (text) => 'data:text/javascript;base64,' + Buffer.from(stripTypeScriptTypes(text)).toString('base64')
const addresses = new Set([addressOf(code.catalog), addressOf(code.operations)])
registerHooks({
  resolve: (specifier, context, next) => {
    if (addresses.has(specifier)) return next(specifier, context)
    throw new Error('The contract imports nothing')
  },
})
for (const name of ['process', 'fetch', 'WebSocket', 'EventSource', 'Worker', 'BroadcastChannel', 'WebAssembly', 'navigator', 'localStorage', 'sessionStorage']) {
  delete globalThis[name]
}
const [catalog, operations] = await Promise.all([...addresses].map((address) => import(address)))
const { roles, resourceServers, pools } = catalog
write(JSON.stringify({ roles, resourceServers, pools, operations: operations.operations }))
`

/** Longer than any contract takes to load. */
const patience = 60_000

/** @returns what nobody has checked. @throws Error when the code does not load, or tries what it may not */
export async function loadContract(code: ContractCode): Promise<unknown> {
  const args = ['--permission', '--no-warnings', '--input-type=module', '--eval', loader]
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
