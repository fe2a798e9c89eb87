/**
 * The template's Lambda functions. Each has sandboxes of its own; concurrent invocations run in different sandboxes, as
 * on AWS (documented: one invocation at a time in each), so that state shared between requests shows up here too.
 */
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ResolvedFunction } from '../template/index.ts'
import type { LambdaSurroundings } from './environment.ts'
import type { InvokeResult } from './messages.ts'
import { type Sandbox, startSandbox } from './start-sandbox.ts'

export type { AwsEndpoints, LambdaSurroundings } from './environment.ts'
export type { InvokeResult } from './messages.ts'

export interface LambdaOptions extends LambdaSurroundings {
  /** What functions print goes to `<function>.log` in here. */
  readonly logDirectory: string
  /** Sandboxes a function may have at once; further invocations wait. A laptop has no thousand of them. */
  readonly concurrency?: number
}

export interface Lambdas {
  /** Never rejects: an unknown function is a crash. */
  readonly invoke: (functionLogicalId: string, event: unknown) => Promise<InvokeResult>
  /** Starts one sandbox each, so that the first call need not wait for it. */
  readonly warm: () => void
  readonly stop: () => Promise<void>
}

export function createLambdas(functions: readonly ResolvedFunction[], options: LambdaOptions): Lambdas {
  mkdirSync(options.logDirectory, { recursive: true, mode: 0o700 })
  const pools = new Map(functions.map((target) => [target.logicalId, sandboxesOf(target, options)]))
  return {
    invoke: async (functionLogicalId, event) =>
      (await pools.get(functionLogicalId)?.invoke(event)) ?? {
        ok: false,
        kind: 'crash',
        errorType: 'ResourceNotFoundException',
        errorMessage: 'The template has no such function',
      },
    warm: () => {
      for (const pool of pools.values()) pool.warm()
    },
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()))
    },
  }
}

function sandboxesOf(target: ResolvedFunction, options: LambdaOptions) {
  const log = createWriteStream(join(options.logDirectory, `${target.label}.log`), { flags: 'a', mode: 0o600 })
  // The log is a convenience: a full disk must not fail a request.
  log.on('error', () => {})
  const idle: Sandbox[] = []
  const all = new Set<Sandbox>()
  const waiting: ((sandbox: Sandbox) => void)[] = []
  const limit = options.concurrency ?? 4
  let stopped = false

  const start = () => {
    const sandbox = startSandbox(target, options, (output) => {
      output.on('data', (chunk: Buffer) => log.write(chunk))
    })
    all.add(sandbox)
    return sandbox
  }
  const take = (): Sandbox | Promise<Sandbox> => {
    for (let sandbox = idle.pop(); sandbox !== undefined; sandbox = idle.pop()) {
      if (sandbox.alive()) return sandbox
      all.delete(sandbox)
    }
    return all.size < limit ? start() : new Promise((resolve) => waiting.push(resolve))
  }
  const giveBack = (used: Sandbox) => {
    if (!used.alive()) all.delete(used)
    if (stopped) return
    const next = waiting.shift()
    if (next !== undefined) next(used.alive() ? used : start())
    else if (used.alive()) idle.push(used)
  }

  return {
    async invoke(event: unknown): Promise<InvokeResult> {
      if (stopped) {
        return { ok: false, kind: 'crash', errorType: 'Runtime.ExitError', errorMessage: 'The local stack stops' }
      }
      const sandbox = await take()
      const result = await sandbox.invoke(event)
      giveBack(sandbox)
      return result
    },
    warm() {
      if (all.size === 0) idle.push(start())
    },
    async stop() {
      stopped = true
      await Promise.all([...all].map((sandbox) => sandbox.stop()))
      // Who still waits for a sandbox gets a stopped one, and with it the answer that nothing runs any more.
      const [dead] = all
      if (dead !== undefined) for (const next of waiting.splice(0)) next(dead)
      log.end()
    },
  }
}
