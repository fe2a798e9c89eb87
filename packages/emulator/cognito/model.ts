/**
 * What the emulator is given: the template's user pools and app clients with their physical ids, and what it needs
 * from outside. It invents no pool, no client and no setting.
 *
 * @module
 */
import type { InvokeResult } from '../lambda/result.ts'
import type { ResolvedPool } from '../template/model.ts'

export type { InvokeResult } from '../lambda/result.ts'
export type { PasswordPolicy, ResolvedClient, ResolvedPool } from '../template/model.ts'

/** Everything the emulator needs from outside. */
export interface CognitoDeps {
  readonly pools: readonly ResolvedPool[]
  /** Where it will listen, without a trailing slash: `http://127.0.0.1:8700`. Issuers and domains stand below it. */
  readonly baseUrl: string
  /** Keys and users are kept here, readable by the owner only, and survive a restart. */
  readonly directory: string
  /** Runs a function of the template. A rejection counts as a function that cannot be reached: no token. */
  readonly invoke: (functionLogicalId: string, event: unknown) => Promise<InvokeResult>
  /** The time in milliseconds. */
  readonly now: () => number
  readonly log?: (line: string) => void
  /** How long a trigger may take, in milliseconds. Cognito's 5,000 unless a test is in a hurry. */
  readonly triggerTimeout?: number
}
