import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestAssembly, testAssembly } from './testing/assembly.ts'
import { enginesOf } from './testing/engines.ts'
import { freePorts } from './testing/ports.ts'

const main = new URL('./main.ts', import.meta.url).pathname
let folder: string
let assembly: TestAssembly
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'scopegate-main-')))
  assembly = await testAssembly()
})
afterAll(() => {
  assembly.remove()
  rmSync(folder, { recursive: true, force: true })
})

const run = (program: string, ...options: string[]) =>
  promisify(execFile)(process.execPath, [program, ...options]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    // Safe: what execFile rejects with when the program ends with another code than 0.
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  )

/** Whatever a folder has that somebody else than its owner may read or write. */
const readableByOthers = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
    (name) => (statSync(join(directory, name)).mode & 0o077) !== 0,
  )

test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
  '`start` prints the tour, and leaves no process behind after %s',
  async (signal) => {
    const directory = join(folder, signal)
    const options = ['--port', String(await freePorts(7)), '--directory', directory]
    // One of them synthesizes for itself, as everybody's does.
    const synthesizes = signal === 'SIGTERM'
    if (!synthesizes) options.push('--template', assembly.directory)
    const child = spawn(process.execPath, [main, ...options], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    let tour = ''
    let progress = ''
    child.stdout.on('data', (chunk: Buffer) => {
      tour += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      progress += chunk.toString()
    })
    const exited = once(child, 'exit')
    await Promise.race([
      vi.waitFor(() => expect(tour).toContain('Ctrl-C stops everything'), { timeout: 60_000 }),
      exited,
    ])
    expect(/^\[ +\d+\.\d s\] Synthesizing the template$/m.test(progress)).toBe(synthesizes)
    expect(progress).toMatch(/^\[ +\d+\.\d s\] Ready$/m)
    expect(tour.match(/^ {2}\d\. /gm)).toHaveLength(4)
    expect(tour).toContain(`Data and logs: \`${signal}\`. Ctrl-C`)
    expect(enginesOf(directory)).toHaveLength(1)
    expect(readableByOthers(directory)).toEqual([])
    child.kill(signal)
    expect(await exited).toEqual(signal === 'SIGKILL' ? [null, signal] : [0, null])
    await vi.waitFor(() => expect(enginesOf(directory)).toEqual([]), { timeout: 20_000 })
    expect(existsSync(join(directory, 'stack.json'))).toBe(signal === 'SIGKILL')
  },
  90_000,
)

test.each([
  'Operation `getWallet` needs the scope `raed:wallet`, which the catalog does not have: use `read:wallet`',
  'The client `x` may hold `a: b`',
])('`start` says what is wrong with the contract as the app says it, and exits with 1: %s', async (line) => {
  // A checkout whose app refuses; the rest of it is this one.
  const checkout = mkdtempSync(join(folder, 'checkout-'))
  const infra = join(import.meta.dirname, '..')
  cpSync(import.meta.dirname, join(checkout, 'infra', 'local'), { recursive: true })
  cpSync(join(infra, 'package.json'), join(checkout, 'infra', 'package.json'))
  symlinkSync(join(infra, 'node_modules'), join(checkout, 'infra', 'node_modules'))
  mkdirSync(join(checkout, 'infra', 'aws'))
  const refusal = `process.stderr.write(${JSON.stringify(`Cannot synthesize: ${line}\n`)}); process.exitCode = 1`
  writeFileSync(join(checkout, 'infra', 'aws', 'app.ts'), refusal)

  const options = ['--port', String(await freePorts(7)), '--directory', join(checkout, '.local')]
  const { code, stdout, stderr } = await run(join(checkout, 'infra', 'local', 'main.ts'), ...options)
  const [progress, ...rest] = stderr.split('\n')
  expect({ code, stdout, rest }).toEqual({ code: 1, stdout: '', rest: [line, ''] })
  expect(progress).toMatch(/Synthesizing the template$/)
})

test('`start` says on one line that a port is taken, and exits with 1', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const address = squatter.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { code, stdout, stderr } = await run(main, '--port', String(port), '--directory', join(folder, 'taken'))
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${port} is taken. End the program that uses it, or move all ports with \`--port <first port>\`\n`,
  })
  squatter.close()
})

test('`start` refuses a port that is none, and explains its options', async () => {
  const refused = await run(main, '--port', 'http')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('Give a whole number from 1 to 65000')
  const help = await run(main, '--help')
  expect(help.code).toBe(0)
  for (const option of ['--port', '--fresh', '--directory', '--template', 'DYNAMODB_ENDPOINT'])
    expect(help.stdout).toContain(option)
})
