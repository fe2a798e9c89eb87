/**
 * The package managers that a process was started through. A signal to `npx pnpm start` ends the first of them and stops
 * there: what it started gets no signal and goes on with all its ports. So it has to look for itself.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

interface Running {
  readonly parent: number
  readonly words: readonly string[]
}

const manager = /^(npm|npx|pnpm|pnpx|yarn|corepack|bun|bunx)(-cli)?(\.[cm]?js)?$/
const shell = /^(sh|bash|dash|zsh)$/

const isManager = ({ words }: Running) => words.slice(0, 2).some((word) => manager.test(basename(word)))
const isShell = ({ words: [program = '', flag] }: Running) => shell.test(basename(program)) && flag === '-c'

/** The process ids from the given one upwards to the topmost package manager; none where none started it. */
export function wrappersFrom(pid: number): readonly number[] {
  const wrappers: number[] = []
  const passed: number[] = []
  for (let [id, process] = [pid, runningAs(pid)]; process !== undefined && id > 1; ) {
    passed.push(id)
    if (isManager(process)) wrappers.push(...passed.splice(0))
    else if (!isShell(process)) break
    id = process.parent
    process = runningAs(id)
  }
  return wrappers
}

/** Calls once, when the first of the processes is gone. Does not keep this process alive. */
export function whenOneEnds(pids: readonly number[], call: () => void, everyMilliseconds = 500): void {
  if (pids.length === 0) return
  const timer = setInterval(() => {
    if (pids.every(isAlive)) return
    clearInterval(timer)
    call()
  }, everyMilliseconds)
  timer.unref()
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It runs, as another user's process.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** `undefined` where it is gone, or this system does not say. */
function runningAs(pid: number): Running | undefined {
  try {
    const [parent, command] = existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid)
    return { parent: Number(parent), words: command.split(/[\0 ]+/) }
  } catch {
    return undefined
  }
}

function fromProc(pid: number): readonly [string, string] {
  // `pid (name) state parent …`, where the name may hold anything.
  const [, parent = ''] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
  return [parent, readFileSync(`/proc/${pid}/cmdline`, 'utf8')]
}

function fromPs(pid: number): readonly [string, string] {
  const line = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  const [parent = '', ...words] = line.split(/ +/)
  return [parent, words.join(' ')]
}
