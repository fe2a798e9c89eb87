import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { enginesOf } from './testing/engines.ts'
import { freePorts } from './testing/ports.ts'

const main = new URL('./main.ts', import.meta.url).pathname
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scopegate-main-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const run = (...options: string[]) =>
  promisify(execFile)(process.execPath, [main, ...options]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    // Safe: what execFile rejects with when the program ends with another code than 0.
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  )

test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
  '`start` prints the tour, and leaves no process behind after %s',
  async (signal) => {
    const directory = join(folder, signal)
    const options = ['--port', String(await freePorts(6)), '--directory', directory]
    const child = spawn(process.execPath, [main, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
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
    expect(progress).toMatch(/^\[ +\d+\.\d s\] Synthesizing the template$/m)
    expect(progress).toMatch(/^\[ +\d+\.\d s\] Ready$/m)
    expect(tour.match(/^ {2}\d\. /gm)).toHaveLength(4)
    expect(enginesOf(directory)).toHaveLength(1)
    child.kill(signal)
    expect(await exited).toEqual(signal === 'SIGKILL' ? [null, signal] : [0, null])
    await vi.waitFor(() => expect(enginesOf(directory)).toEqual([]), { timeout: 10_000 })
    expect(existsSync(join(directory, 'stack.json'))).toBe(signal === 'SIGKILL')
  },
  90_000,
)

test('`start` says on one line that a port is taken, and exits with 1', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const address = squatter.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { code, stdout, stderr } = await run('--port', String(port), '--directory', join(folder, 'taken'))
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${port} is taken. End the program that uses it, or move all ports with \`--port <first port>\`\n`,
  })
  squatter.close()
})

test('`start` refuses a port that is none, and explains its options', async () => {
  const refused = await run('--port', 'http')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('Give a whole number from 1 to 65000')
  const help = await run('--help')
  expect(help.code).toBe(0)
  for (const option of ['--port', '--fresh', '--directory', 'DYNAMODB_ENDPOINT']) expect(help.stdout).toContain(option)
})
