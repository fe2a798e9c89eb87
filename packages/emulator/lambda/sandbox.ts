/**
 * The inside of a sandbox: a worker thread that loads a function's bundle and runs one invocation at a time.
 * This file is started by `new Worker`; it is not imported, and imports nothing but types and what Node has.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { parentPort, workerData } from 'node:worker_threads'
import type { Invocation, SandboxMessage, SandboxSetup } from './messages.ts'

type LambdaHandler = (event: unknown, context: object) => unknown

if (parentPort === null) throw new Error('This file runs as a worker thread')
const port = parentPort
// Safe: both ends are this folder's, and nothing else can post to the port.
const setup = workerData as SandboxSetup
const tell = (message: SandboxMessage) => port.postMessage(message)

// Straight into the file: by way of the other thread, a line would cost more than many a handler.
const log = fs.openSync(setup.logFile, 'a', 0o600)
const print = (chunk: string | Uint8Array, encoding: BufferEncoding, done: () => void) => {
  try {
    fs.appendFileSync(log, chunk, encoding)
  } catch {
    // The log is a convenience: a full disk must not fail a request.
  }
  done()
}
for (const stream of [process.stdout, process.stderr]) Object.assign(stream, { _write: print, _writev: undefined })
// A function's descriptors are its own on Lambda, and a thread shares those of the process.
const { writeSync } = fs
// Safe: the rest is what it was called with.
fs.writeSync = (fd: number, ...rest: readonly unknown[]) =>
  writeSync(fd === 1 || fd === 2 ? log : fd, ...(rest as [string]))
syncBuiltinESMExports()

// Node reads it only when a process begins, and this is a thread.
const extra = process.env['NODE_EXTRA_CA_CERTS']
if (extra !== undefined) setDefaultCACertificates([...getCACertificates(), fs.readFileSync(extra, 'utf8')])

const loaded: unknown = await import(setup.module)
const exported = (loaded as Record<string, unknown>)[setup.exportName]
if (typeof exported !== 'function') throw new Error(`The bundle exports no function \`${setup.exportName}\``)
// Safe: just seen to be a function; what it takes and gives is Lambda's contract.
const handler = exported as LambdaHandler

port.on('message', (invocation: Invocation) => {
  void run(invocation)
})
tell({ kind: 'ready' })

async function run({ requestId, event, deadline }: Invocation): Promise<void> {
  try {
    const result = await handler(JSON.parse(event), contextOf(requestId, deadline))
    // Documented: a handler that gives nothing answers `null`.
    tell({ kind: 'done', requestId, payload: JSON.stringify(result) ?? 'null' })
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
    // The stack belongs into the function's log, as on AWS, and not into the answer.
    console.error(error)
    tell({ kind: 'failed', requestId, errorType: name, errorMessage: message })
  }
}

/** The context object (Lambda developer guide, "Using the Lambda context object", Node.js). */
const contextOf = (requestId: string, deadline: number) => ({
  awsRequestId: requestId,
  functionName: setup.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: setup.functionArn,
  memoryLimitInMB: String(setup.memory),
  logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
  logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
})
