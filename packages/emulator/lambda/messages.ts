/**
 * What the main thread and a sandbox tell each other. Events and results travel as JSON text, as they do on AWS: what
 * JSON cannot carry does not arrive.
 */

/** To the sandbox, once, as its `workerData`. */
export interface SandboxSetup {
  /** File URL of the module. */
  readonly module: string
  /** The name that the module exports. */
  readonly exportName: string
  readonly functionName: string
  readonly functionArn: string
  readonly memory: number
  /** What the function prints goes there. */
  readonly logFile: string
}

/** To the sandbox: run the handler. */
export interface Invocation {
  readonly requestId: string
  readonly event: string
  /** Milliseconds since the epoch. */
  readonly deadline: number
}

/** From the sandbox. */
export type SandboxMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'failed'; readonly requestId: string; readonly errorType: string; readonly errorMessage: string }

/** What an invocation comes to, for the function’s caller. */
export type InvokeResult =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false
      /** `Error`, `Sandbox.Timedout`, `Runtime.ExitError`: the names that Lambda uses. */
      readonly errorType: string
      readonly errorMessage: string
      /** `error`: the handler threw; `timeout`: it took too long; `crash`: its process ended or never started. */
      readonly kind: 'error' | 'timeout' | 'crash'
    }
