import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enginesOf } from '@scopegate/emulator/testing/engines'
import { freePorts } from '@scopegate/emulator/testing/ports'
import { fleetRoot, synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { run } from '../testing/run.ts'
import { ready, runStart, startProcess } from './testing/run-start.ts'

let folder: string
let assembly: string
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'scopegate-start-')))
  assembly = await synthesizedFleet()
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Whatever a folder has that others than its owner may read or write. */
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
    if (!synthesizes) options.push('--template', assembly)
    const started = runStart(options, folder)
    await ready(started)
    const { child, said, exited } = started
    expect(/^\[ +\d+\.\d s\] Synthesizing the template$/m.test(said.err)).toBe(synthesizes)
    expect(said.err).toMatch(/^\[ +\d+\.\d s\] Ready$/m)
    expect(said.out.match(/^ {2}\d\. /gm)).toHaveLength(4)
    expect(said.out).toContain(`set -a; . '${signal}/aws.env'; set +a`)
    expect(said.out).toContain(`Data and logs: \`${signal}\`. Ctrl-C`)
    expect(enginesOf(directory)).toHaveLength(1)
    expect(readableByOthers(directory)).toEqual([])
    child.kill(signal)
    expect(await exited).toEqual(signal === 'SIGKILL' ? [null, signal] : [0, null])
    await vi.waitFor(() => expect(enginesOf(directory)).toEqual([]), { timeout: 20_000 })
    expect(existsSync(join(directory, 'stack.json'))).toBe(signal === 'SIGKILL')
    if (!synthesizes) return
    // Nothing has changed since.
    const again = runStart(options, folder)
    await ready(again)
    expect(again.said.err).toMatch(/^\[ +\d+\.\d s\] The template is that of the last start$/m)
  },
  90_000,
)

test('`start --stop` ends the stack of its folder and no other process, and says so', async () => {
  const directory = join(folder, 'stopped')
  const options = ['--directory', directory]
  const started = runStart([...options, '--port', '0', '--template', assembly], folder)
  await ready(started)
  const stop = async () => {
    const { said, exited } = runStart([...options, '--stop'], folder)
    return [(await exited)[0], said.out + said.err]
  }
  const pid = readFileSync(join(directory, 'pid'), 'utf8')
  expect(Number(pid)).toBe(started.child.pid)
  // A number that the system has given to another process since.
  writeFileSync(join(directory, 'pid'), String(process.pid))
  const [code, says] = await stop()
  expect([code, says]).toEqual([2, expect.stringContaining('its file `pid` names another process')])
  writeFileSync(join(directory, 'pid'), pid)
  expect(await stop()).toEqual([0, 'The local stack in `stopped` has ended\n'])
  expect(await started.exited).toEqual([0, null])
  expect(enginesOf(directory)).toEqual([])
  expect(existsSync(join(directory, 'pid'))).toBe(false)
  expect(await stop()).toEqual([0, 'No local stack runs in `stopped`\n'])
}, 90_000)

test('a signal that ends the package manager ends `start` as well', async () => {
  const directory = join(folder, 'wrapped')
  const main = join(import.meta.dirname, '..', 'main.ts')
  const options = ['--port', String(await freePorts(7)), '--directory', directory, '--template', assembly]
  // As pnpm does: a shell between, and no signal passed on.
  const manager = join(folder, 'pnpm')
  const line = [process.execPath, main, '--root', fleetRoot, 'start', ...options].map((word) => `'${word}'`).join(' ')
  writeFileSync(manager, `#!/bin/sh\nsh -c "${line}; exit 0" &\nwait\n`)
  chmodSync(manager, 0o700)
  const started = startProcess(manager, ['start'], folder)
  await ready(started)
  expect(enginesOf(directory)).toHaveLength(1)
  started.child.kill('SIGTERM')
  expect(await started.exited).toEqual([null, 'SIGTERM'])
  await vi.waitFor(() => expect(enginesOf(directory)).toEqual([]), { timeout: 20_000 })
  expect(existsSync(join(directory, 'stack.json'))).toBe(false)
}, 90_000)

test('`start` says on one line that a port is taken, and exits with 1', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void squatter.close())
  await once(squatter, 'listening')
  const address = squatter.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { said, exited } = runStart(['--port', String(port), '--directory', join(folder, 'taken')], folder)
  expect(await exited).toEqual([1, null])
  expect(said).toEqual({
    out: '',
    err: `Port ${port} is taken. End the program that uses it, or move all ports with \`--port <first port>\`\n`,
  })
})

test('`start` refuses a port that is none, and explains its options', async () => {
  expect(await run(['start', '--port', 'http'])).toEqual({
    code: 2,
    out: '',
    err: 'The value of `--port` is not a port.\nNext: give a whole number from 1 to 65000, or 0 for any free ones\n',
  })
  const help = await run(['start', '--help'])
  expect(help.code).toBe(0)
  for (const option of ['--port', '--fresh', '--directory', '--template', 'DYNAMODB_ENDPOINT'])
    expect(help.out).toContain(option)
})
