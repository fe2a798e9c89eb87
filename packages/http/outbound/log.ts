/**
 * Log lines: one JSON object each on standard output, where Lambda's log group and every container collect them. Each line
 * has its process and its number in it, so that a gap tells how many lines were lost.
 */
import { randomUUID } from 'node:crypto'
import type { Log } from '../decision-log.ts'

/** Told apart from every other that writes to the same log. */
const processName = randomUUID().slice(0, 8)
let sequence = 0

function lineOf(entry: Record<string, unknown>, members = () => JSON.stringify(entry).slice(1, -1)): string {
  sequence += 1
  const fields = members()
  return `{${fields}${fields === '' ? '' : ','}"process":"${processName}","sequence":${sequence}}\n`
}

/** Writes a line at once. For Lambda, which freezes the process when the answer has gone. */
export function writeLine(entry: Record<string, unknown>, members?: () => string): void {
  process.stdout.write(lineOf(entry, members))
}

/** Of lines that wait: below 64 KB, where nothing is out of the ordinary. */
const mostWaiting = 100
const longestDelayMilliseconds = 100
/** What a reader that is too slow may leave in this process's memory, in bytes. Beyond it lines are dropped. */
const mostUnwritten = 1_000_000

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Writes what waits before the process ends: by itself, or by a signal, which nobody else may handle. */
function flushAtEnd(flush: () => void): void {
  process.on('exit', flush)
  const end = (signal: NodeJS.Signals) => {
    flush()
    // Gone while the others run: those that end the process when nobody else listens would wait for this one, and it for them.
    process.off(signal, end)
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
    else setImmediate(() => process.prependListener(signal, end))
  }
  // Before the others: a listener for one time is gone by its own turn, and would not be counted.
  for (const signal of signals) process.prependListener(signal, end)
}

/**
 * Lines on standard output that are written together, a tenth of a second late at most. A process that is killed loses what
 * waits; one that ends in any other way loses nothing.
 */
function bufferedLines({ stdout } = process): Log {
  // Made into text when they are written, one after the other: that takes less time than between two requests.
  let waiting: Parameters<Log>[] = []
  let timer: NodeJS.Timeout | undefined
  let isReported = false
  const report = (error: unknown) => {
    if (isReported) return
    isReported = true
    const code: unknown = error instanceof Error && 'code' in error ? error.code : 'unknown error'
    // The same reader is often behind both.
    process.stderr.once('error', () => undefined)
    process.stderr.write(
      `The decision log cannot be written (${String(code)}): lines are lost. Look at standard output\n`,
    )
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const entries = waiting
    waiting = []
    if (stdout.writableLength > mostUnwritten) {
      sequence += entries.length
      return
    }
    try {
      let lines = ''
      for (const [entry, members] of entries) lines += lineOf(entry, members)
      if (lines !== '') stdout.write(lines)
    } catch (error) {
      report(error)
    }
  }
  // Without a listener a reader that is gone would end the process, and with it the service.
  stdout.on('error', report)
  flushAtEnd(flush)
  return (...entry) => {
    waiting.push(entry)
    if (waiting.length >= mostWaiting) flush()
    else timer ??= setTimeout(flush, longestDelayMilliseconds).unref()
  }
}

const isFrozen = process.env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined
let buffered: Log | undefined

/** Where decision lines go unless told otherwise: at once on Lambda, together everywhere else. */
export const standardLog: Log = (entry, members) => {
  if (isFrozen) return writeLine(entry, members)
  buffered ??= bufferedLines()
  return buffered(entry, members)
}
