/**
 * What came of an invocation, as Lambda's Invoke tells its caller.
 *
 * @module
 */

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
