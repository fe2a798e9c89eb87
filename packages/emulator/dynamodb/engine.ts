/**
 * The DynamoDB engine as a child process that cannot outlive us.
 *
 * A small shell stands between: it holds the reading end of a pipe whose other end is ours. When we end, in whatever
 * way (a `kill -9` included), the system closes the pipe and the shell stops the engine.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { DamagedFile } from '../home/damaged-file.ts'
import { freePort } from '../ports/free-port.ts'

export interface EngineOptions {
  /** The SQLite file of the data; `undefined` keeps it in memory. */
  readonly file: string | undefined
  /** 0: any free one. */
  readonly port: number
  /** The address to listen on; 127.0.0.1 unless given. */
  readonly host?: string
  /** Called once when the engine ends without being told to. */
  readonly onDeath?: (reason: string) => void
}

export interface Engine {
  /** `http://<host>:<port>` */
  readonly endpoint: string
  readonly stop: () => Promise<void>
}

/**
 * `"$@"` is the engine with its arguments. The background shell waits for our end of the pipe to close. What the engine
 * writes is the owner's.
 */
const supervisor =
  'umask 077; "$@" & engine=$!; { cat >/dev/null; kill "$engine" 2>/dev/null; } <&3 2>/dev/null & wait "$engine"'

/** How long the engine may take until it answers, in milliseconds. It takes about twenty. */
const patience = 10_000

/** Starts the engine and waits until it listens. @throws Error of one line when it does not. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { port } = options
  const binary = findDynoxide()
  // Another process may take a free port before the engine does: then it ends at once, and another port is tried.
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(binary, { ...options, port: port === 0 ? await freePort() : port })
    } catch (error) {
      if (port !== 0 || attempt === 3 || error instanceof DamagedFile) throw error
    }
  }
}

async function launch(binary: string, { file, port, host = '127.0.0.1', onDeath }: EngineOptions): Promise<Engine> {
  const data = file === undefined ? [] : ['--db-path', file]
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // A session of its own: Ctrl-C in the terminal must reach us first, so that running calls can end.
  const child = spawn(
    '/bin/sh',
    ['-c', supervisor, 'sh', binary, 'serve', '--host', host, '--port', String(port), ...data],
    { detached: true, env: { PATH: '/usr/bin:/bin' }, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  )
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000)
  })
  const lifeline = child.stdio[3]
  lifeline?.on('error', () => {})
  let stopping = false
  // Its last words may arrive after its end.
  const words = finished(child.stderr ?? Readable.from([])).catch(() => {})
  const exited = Promise.all([once(child, 'exit'), words]).then(() => {
    lifeline?.destroy()
    return complaint.trim().split('\n').at(-1) ?? ''
  })

  // Its own word that it listens: on a port that another process has, a connection would prove nothing.
  const listens = new Promise<boolean>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => chunk.includes('listening') && resolve(true))
    setTimeout(resolve, patience, false).unref()
  })
  const started = await Promise.race([listens, exited])
  if (started !== true) {
    lifeline?.destroy()
    const reason = typeof started === 'string' ? started : `it said nothing for ${patience / 1000} seconds`
    if (file !== undefined && /not a valid SQLite database|is malformed/.test(reason)) throw new DamagedFile(file)
    throw new Error(`The DynamoDB engine did not start on port ${port}: ${reason}`)
  }
  void exited.then((reason) => {
    if (!stopping) onDeath?.(reason)
  })

  return {
    endpoint: `http://${host}:${port}`,
    stop: async () => {
      stopping = true
      lifeline?.destroy()
      await exited
    },
  }
}

/** The one that there is. */
const existing = '@dynoxide/linux-x64'

/** The path of the `dynoxide` binary: an optional package for one platform. @throws Error that says what to do where there is none. */
export function findDynoxide(platform: string = process.platform, arch: string = process.arch): string {
  const packageName = `@dynoxide/${platform}-${arch}`
  try {
    const file = createRequire(import.meta.url).resolve(`${packageName}/package.json`)
    const binary = join(file, '..', 'dynoxide')
    accessSync(binary, constants.X_OK)
    return binary
  } catch {
    const add = packageName === existing ? `Add the package \`${existing}\`, or run` : 'Run'
    throw new Error(
      `No DynamoDB engine for ${platform}-${arch} is installed. ${add} any DynamoDB, such as DynamoDB Local, and set \`DYNAMODB_ENDPOINT\` to its address`,
    )
  }
}
