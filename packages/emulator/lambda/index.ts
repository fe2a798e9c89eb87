/**
 * The template's Lambda functions. Each has sandboxes of its own, which start when they are needed and end when they have
 * been idle, as on AWS: they are what takes the stack's memory (`pnpm bench memory`). Further, concurrent invocations run in different sandboxes, as
 * on AWS (documented: one invocation at a time in each), so that state shared between requests shows up here too.
 */
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ResolvedFunction } from '../template/index.ts'
import type { LambdaSurroundings } from './environment.ts'
import type { InvokeResult } from './messages.ts'
import { type Sandbox, startSandbox } from './start-sandbox.ts'

export type { AwsEndpoints, LambdaSurroundings } from './environment.ts'
export type { InvokeResult } from './messages.ts'

interface LambdaOptions extends LambdaSurroundings {
  /** What functions print goes to `<function>.log` in here. */
  readonly logDirectory: string
  /** Sandboxes a function may have at once; further invocations wait. Unless given as many as there are cores, 2 to 4. */
  readonly concurrency?: number
  /** How long a sandbox may be idle until it ends. */
  readonly idleMilliseconds?: number
}

export interface Lambdas {
  /** Never rejects: an unknown function is a crash. */
  readonly invoke: (functionLogicalId: string, event: unknown) => Promise<InvokeResult>
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
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()))
    },
  }
}

function sandboxesOf(target: ResolvedFunction, options: LambdaOptions) {
  /** The longest idle one first. */
  const idle: { readonly sandbox: Sandbox; readonly since: number }[] = []
  const all = new Set<Sandbox>()
  const waiting: ((sandbox: Sandbox) => void)[] = []
  const limit = options.concurrency ?? Math.min(4, Math.max(2, availableParallelism()))
  const patience = options.idleMilliseconds ?? 15_000
  const reaper = setInterval(endIdle, patience / 3).unref()
  let stopped = false

  const start = () => {
    const sandbox = startSandbox(target, options, join(options.logDirectory, `${target.label}.log`))
    all.add(sandbox)
    return sandbox
  }
  const take = (): Sandbox | Promise<Sandbox> => {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      if (last.sandbox.alive()) return last.sandbox
      all.delete(last.sandbox)
    }
    return all.size < limit ? start() : new Promise((resolve) => waiting.push(resolve))
  }
  const giveBack = (used: Sandbox) => {
    if (!used.alive()) all.delete(used)
    if (stopped) return
    const next = waiting.shift()
    if (next !== undefined) next(used.alive() ? used : start())
    else if (used.alive()) idle.push({ sandbox: used, since: performance.now() })
  }

  function endIdle() {
    while ((idle[0]?.since ?? Infinity) + patience < performance.now()) {
      const [oldest] = idle.splice(0, 1)
      if (oldest === undefined) return
      all.delete(oldest.sandbox)
      void oldest.sandbox.stop()
    }
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
    async stop() {
      stopped = true
      clearInterval(reaper)
      await Promise.all([...all].map((sandbox) => sandbox.stop()))
      // Who still waits for a sandbox gets a stopped one, and with it the answer that nothing runs any more.
      const [dead] = all
      if (dead !== undefined) for (const next of waiting.splice(0)) next(dead)
    },
  }
}
