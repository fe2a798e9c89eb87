/**
 * One sandbox seen from outside: a worker thread that runs one invocation at a time, as Lambda's sandboxes do.
 *
 * A thread and not a process: it has an environment of its own all the same, an endless loop or a crash in it
 * does not touch the others, and it cannot outlive the local stack, however that ends.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { ResolvedFunction } from '../template/index.ts'
import { environmentOf, type LambdaSurroundings } from './environment.ts'
import type { Invocation, InvokeResult, SandboxMessage, SandboxSetup } from './messages.ts'

export interface Sandbox {
  /** Whether it can take another invocation. `false` for good once it timed out or crashed. */
  readonly alive: () => boolean
  /** One at a time. Never rejects. */
  readonly invoke: (event: unknown) => Promise<InvokeResult>
  readonly stop: () => Promise<void>
}

/** Lambda's own limit for starting a function (documented: 10 seconds for the init phase). */
const initMilliseconds = 10_000

export function startSandbox(target: ResolvedFunction, surroundings: LambdaSurroundings, logFile: string): Sandbox {
  const [file, exportName] = splitHandler(target.handler)
  const setup: SandboxSetup = {
    module: pathToFileURL(moduleOf(target.assetPath, file)).href,
    exportName,
    functionName: target.name,
    functionArn: `arn:aws:lambda:${surroundings.region}:000000000000:function:${target.name}`,
    memory: target.memory,
    logFile,
  }
  const worker = new Worker(program, {
    workerData: setup,
    env: environmentOf(target, surroundings),
    argv: [],
    execArgv: [],
    // Nothing of it comes here: a function prints into its log.
    stdout: true,
    stderr: true,
    // Approximate: Lambda limits the whole process, Node a thread's heap.
    // The young generation is kept small: Node would give each thread up to 48 MB before it looks for garbage.
    resourceLimits: { maxOldGenerationSizeMb: target.memory, maxYoungGenerationSizeMb: 4 },
  })

  let ended: InvokeResult | undefined
  let settle: (result: InvokeResult) => void = () => {}
  let current = ''
  let markReady: () => void = () => {}
  const ready = new Promise<void>((resolve) => {
    markReady = resolve
  })
  const end = (result: InvokeResult) => {
    ended ??= result
    settle(ended)
    markReady()
  }
  worker.on('message', (message: SandboxMessage) => {
    switch (message.kind) {
      case 'ready':
        return markReady()
      case 'done':
        return message.requestId === current && settle({ ok: true, payload: JSON.parse(message.payload) })
      case 'failed': {
        const { errorType, errorMessage } = message
        return message.requestId === current && settle({ ok: false, kind: 'error', errorType, errorMessage })
      }
    }
  })
  worker.on('error', (error) => end(crash(error instanceof Error ? error.message : String(error))))
  worker.on('exit', (code) => end(crash(`Runtime exited with status ${code}`)))

  return {
    alive: () => ended === undefined,
    async invoke(event) {
      const answer = Promise.withResolvers<InvokeResult>()
      settle = answer.resolve
      const giveUp = (milliseconds: number) => setTimeout(() => end(timedOut(milliseconds)), milliseconds)
      let timer = giveUp(initMilliseconds)
      await ready
      clearTimeout(timer)
      if (ended === undefined) {
        const milliseconds = target.timeoutSeconds * 1000
        current = randomUUID()
        timer = giveUp(milliseconds)
        const deadline = Date.now() + milliseconds
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage({ requestId: current, event: JSON.stringify(event), deadline } satisfies Invocation)
      } else {
        answer.resolve(ended)
      }
      const result = await answer.promise
      clearTimeout(timer)
      // A handler that did not answer in time may still run; its thread must not serve another request.
      if (ended !== undefined) await worker.terminate()
      return result
    },
    async stop() {
      ended ??= crash('The local stack stops')
      await worker.terminate()
    },
  }
}

/** An ES module before CommonJS, as Lambda looks for them. */
function moduleOf(folder: string, file: string): string {
  const [first, second] = [join(folder, `${file}.mjs`), join(folder, `${file}.cjs`)]
  return existsSync(first) ? first : second
}

/** `index.handler` → `index` and `handler`. */
function splitHandler(handler: string): [string, string] {
  const dot = handler.lastIndexOf('.')
  return [handler.slice(0, dot), handler.slice(dot + 1)]
}

const crash = (errorMessage: string): InvokeResult => ({
  ok: false,
  kind: 'crash',
  errorType: 'Runtime.ExitError',
  errorMessage,
})

/** The words are Lambda's own (documented, "Troubleshoot invocation issues"). */
const timedOut = (milliseconds: number): InvokeResult => ({
  ok: false,
  kind: 'timeout',
  errorType: 'Sandbox.Timedout',
  errorMessage: `Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`,
})

const inside = new URL('./sandbox.ts', import.meta.url)

/**
 * `sandbox.ts` as JavaScript: a thread that strips the types for itself keeps the compiler, which is most of what an idle
 * sandbox would hold. A packed emulator is JavaScript already.
 */
export const program: URL = inside.pathname.endsWith('.ts') ? stripped(readFileSync(inside, 'utf8')) : inside

function stripped(text: string): URL {
  const usual = process.emitWarning.bind(process)
  // It says that it is experimental, on everybody's console.
  process.emitWarning = () => {}
  try {
    return new URL(`data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(text))}`)
  } finally {
    process.emitWarning = usual
  }
}
