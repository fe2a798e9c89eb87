/**
 * The DynamoDB engine as a child process that cannot outlive us.
 *
 * A small shell stands between: it holds the reading end of a pipe whose other end is ours. When we end, in whatever
 * way (a `kill -9` included), the system closes the pipe and the shell stops the engine.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { Agent } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { type Duplex, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { DamagedFile } from '../home/damaged-file.ts'
import { freePort } from '../ports/free-port.ts'
import { bridged, portApart, runApart, wayTo } from './apart.ts'

export interface EngineOptions {
  /** The SQLite file of the data; `undefined` keeps it in memory. */
  readonly file: string | undefined
  /** 0: any free one. */
  readonly port: number
  /** The address to listen on; 127.0.0.1 unless given. */
  readonly host?: string
  /** Where to make a socket, beside the data. The engine has a network of its own then, and is reached through it alone. */
  readonly socket?: string | undefined
  /** Called once when the engine ends without being told to. */
  readonly onDeath?: (reason: string) => void
}

export interface Engine {
  /** `http://<host>:<port>` */
  readonly endpoint: string
  /** What connects to it. */
  readonly agent: Agent
  readonly stop: () => Promise<void>
}

/**
 * `"$@"` is the engine with its arguments. `WATCH` waits for our end of the pipe to close. What the engine writes is the
 * owner's.
 */
const supervisor =
  'umask 077; "$@" & engine=$!; { eval "$WATCH"; kill "$engine"; } <&3 >&3 2>/dev/null & wait "$engine"'

const runHere = {
  command: '/bin/sh',
  args: ['-c', supervisor],
  cwd: undefined,
  env: { PATH: '/usr/bin:/bin', WATCH: 'cat >/dev/null' },
}

/** How long the engine may take until it answers, in milliseconds. It takes about twenty. */
const patience = 10_000

/** Starts the engine and waits until it listens. @throws Error of one line when it does not. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const port = options.socket === undefined ? options.port : portApart
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

async function launch(binary: string, options: EngineOptions): Promise<Engine> {
  const { file, port, host = '127.0.0.1', socket, onDeath } = options
  const data = file === undefined ? [] : ['--db-path', resolve(file)]
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // A session of its own: Ctrl-C in the terminal must reach us first, so that running calls can end.
  const { command, args, cwd, env } = socket === undefined ? runHere : runApart(supervisor, socket)
  const child = spawn(command, [...args, 'sh', binary, 'serve', '--host', host, '--port', String(port), ...data], {
    detached: true,
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000)
  })
  // Safe: Node makes it of a pair of sockets.
  const lifeline = child.stdio[3] as Duplex
  lifeline.on('error', () => {})
  let stopping = false
  // Its last words may arrive after its end.
  const lastWords = finished(child.stderr ?? Readable.from([])).catch(() => {})
  const exited = Promise.all([once(child, 'exit'), lastWords]).then(() => {
    lifeline.destroy()
    return complaint.trim().split('\n').at(-1) ?? ''
  })

  // Its own word that it listens: on a port that another process has, a connection would prove nothing.
  const words = [heard(child.stderr, 'listening'), ...(socket === undefined ? [] : [heard(lifeline, bridged)])]
  const listens = Promise.all(words).then(() => true)
  const started = await Promise.race([listens, exited, setTimeout(patience, false, { ref: false })])
  if (started !== true) {
    lifeline.destroy()
    const reason = typeof started === 'string' ? started : `it said nothing for ${patience / 1000} seconds`
    if (file !== undefined && /not a valid SQLite database|is malformed/.test(reason)) throw new DamagedFile(file)
    throw new Error(`The DynamoDB engine did not start on port ${port}: ${reason}`)
  }
  void exited.then((reason) => {
    if (!stopping) onDeath?.(reason)
  })

  const way = socket === undefined ? undefined : wayTo(socket)
  return {
    endpoint: `http://${host}:${port}`,
    agent: way?.agent ?? new Agent({ keepAlive: true }),
    stop: async () => {
      stopping = true
      way?.close()
      lifeline.destroy()
      await exited
    },
  }
}

const heard = (stream: Readable | null, word: string) =>
  new Promise<void>((resolve) => {
    stream?.on('data', (chunk: Buffer) => chunk.includes(word) && resolve())
  })

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
