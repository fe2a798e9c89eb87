/** What the decision log loses, and what it does to the service, when the process ends or nobody reads. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startTrust, type Trust } from '../testing/trust.ts'

let trust: Trust
let token: string

beforeAll(async () => {
  trust = await startTrust()
  token = await trust.token('garage-web')
})
afterAll(() => trust.server.close())

const programOf = (name: string) => fileURLToPath(import.meta.resolve(`../testing/${name}.ts`))

/** The program; its standard output is a file, or a pipe that nobody reads yet. */
async function start(stdout: number | 'pipe', program = 'fleet-server', options: readonly string[] = []) {
  const child = spawn(process.execPath, [...options, programOf(program)], {
    env: { PORT: '0', GREETING: 'hello', POOLS: trust.variable },
    stdio: ['ignore', stdout, 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const errors = { text: '' }
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors.text += text
  })
  while (!/port \d+/.test(errors.text)) await setTimeout(5)
  return { child, errors, url: `http://127.0.0.1:${/port (\d+)/.exec(errors.text)?.[1]}` }
}

/** Sends until the server is gone or `until` says so. @returns how many were answered */
async function load(url: string, until: () => boolean = () => false): Promise<number> {
  let answered = 0
  const worker = async () => {
    while (!until()) {
      const answer = await fetch(`${url}/v1/access`, { headers: { authorization: `Bearer ${token}` } }).catch(
        () => undefined,
      )
      if (answer?.status !== 200) return
      await answer.text()
      answered += 1
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return answered
}

interface Line {
  readonly process: string
  readonly sequence: number
}

/** The lines, of which the last may be half of one. */
function linesOf(text: string): readonly Line[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1).trimEnd()
  // Safe: each is checked below.
  return whole === '' ? [] : whole.split('\n').map((line) => JSON.parse(line) as Line)
}

async function inFile(use: (stdout: number, read: () => readonly Line[]) => Promise<void>): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'scopegate-log-'))
  const file = join(folder.path, 'log')
  const stdout = openSync(file, 'w')
  try {
    await use(stdout, () => linesOf(readFileSync(file, 'utf8')))
  } finally {
    closeSync(stdout)
  }
}

const ended = async (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null ? once(child, 'exit') : []

const endsBy = (signal: NodeJS.Signals, program: string, options: readonly string[] = []) =>
  inFile(async (stdout, read) => {
    const { child, url } = await start(stdout, program, options)
    const running = load(url)
    await setTimeout(300)
    child.kill(signal)
    await ended(child)
    const answered = await running
    const lines = read()
    expect(answered).toBeGreaterThan(20)
    expect(lines.length).toBeGreaterThanOrEqual(answered)
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, at) => at + 1))
    expect(new Set(lines.map((line) => line.process)).size).toBe(1)
  })

test('SIGTERM under load loses no line, and the numbers have no gap', () => endsBy('SIGTERM', 'fleet-server'))

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'in an application that handles no signal, %s loses no line either, and ends it as before',
  (signal) => endsBy(signal, 'own-routes-server'),
)

test('beside a library that ends the process when nobody else listens, neither waits for the other', () => {
  const library = (signal: NodeJS.Signals) => {
    const end = () => {
      if (process.listenerCount(signal) > 1) return
      process.off(signal, end)
      process.kill(process.pid, signal)
    }
    process.on(signal, end)
  }
  const script = `data:text/javascript,${encodeURIComponent(`(${String(library)})('SIGTERM')`)}`
  return endsBy('SIGTERM', 'own-routes-server', ['--import', script])
})

test('SIGKILL loses at most what waits: a tenth of a second or 64 KB', () =>
  inFile(async (stdout, read) => {
    const { child, url } = await start(stdout)
    const killAt = Date.now() + 600
    const running = load(url, () => Date.now() > killAt + 2_000)
    await setTimeout(killAt - Date.now())
    const before = read().length
    child.kill('SIGKILL')
    await ended(child)
    const answered = await running
    const lines = read()
    expect(lines.length).toBeGreaterThanOrEqual(before)
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, at) => at + 1))
    const bytes = JSON.stringify(lines[0]).length + 1
    expect((answered - lines.length) * bytes).toBeLessThanOrEqual(65_536)
  }))

test('a line is there a tenth of a second after its answer, without another request', () =>
  inFile(async (stdout, read) => {
    const { url } = await start(stdout)
    await (await fetch(`${url}/healthz`)).text()
    const began = performance.now()
    while (read().length === 0) await setTimeout(5)
    expect(performance.now() - began).toBeLessThan(5_000)
  }))

test('a reader that has gone ends neither the service nor an answer, and is told of once', async () => {
  const { child, errors, url } = await start('pipe')
  child.stdout?.destroy()
  for (let turn = 0; turn < 3; turn += 1) {
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    await setTimeout(150)
  }
  expect(errors.text.match(/The decision log cannot be written/g)).toHaveLength(1)
  child.kill('SIGTERM')
  await ended(child)
  expect(child.exitCode).toBe(0)
})

test('nor does it when standard error goes to the same reader', async () => {
  const { child, url } = await start('pipe')
  child.stdout?.destroy()
  child.stderr?.destroy()
  for (let turn = 0; turn < 3; turn += 1) {
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    await setTimeout(150)
  }
})
