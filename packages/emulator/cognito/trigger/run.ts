/** Runs a pool's Pre Token Generation trigger. Whatever goes wrong there, no token is issued (aws-facts §B.5). */

import type { InvokeResult } from '../../lambda/messages.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoDeps } from '../context.ts'
import { type TokenRequest, triggerApplies, triggerEvent } from './event.ts'
import { noOverrides, type Overrides, readAnswer } from './overrides.ts'
import { withinRules } from './rules.ts'

/** The trigger refused or failed. The type is the SDK's exception (documented, aws-facts §B.5); people read it. */
export class TriggerFailure extends Error {
  override readonly name = 'TriggerFailure'
  readonly type: 'UserLambdaValidationException' | 'UnexpectedLambdaException' | 'InvalidLambdaResponseException'
  constructor(type: TriggerFailure['type'], message: string) {
    super(message)
    this.type = type
  }
}

/**
 * Asks the trigger what to change.
 *
 * @throws {TriggerFailure} when it raised an error, crashed, took too long, could not be reached or answered nonsense
 */
export type AskTrigger = (pool: ResolvedPool, request: TokenRequest) => Promise<Overrides>

/** Documented (aws-facts §B.5): Cognito waits five seconds, fixed. */
const cognitosPatience = 5000

export function askTrigger({
  invoke,
  triggerTimeout = cognitosPatience,
}: Pick<CognitoDeps, 'invoke' | 'triggerTimeout'>): AskTrigger {
  return async (pool, request) => {
    const { trigger } = pool
    if (trigger === undefined || !triggerApplies(trigger.version, request.source)) return noOverrides
    const event = triggerEvent(pool, trigger.version, request)
    // AWS only says that it may retry (documented, aws-facts §B.5); here is one attempt, so a failure is seen at once.
    const result = await withDeadline(() => invoke(trigger.functionLogicalId, event), triggerTimeout)
    if (!result.ok) throw failure(result)
    const overrides = readAnswer(trigger.version, result.payload)
    if (overrides === undefined) {
      throw new TriggerFailure('InvalidLambdaResponseException', 'Unrecognizable lambda output')
    }
    // Unknown (aws-facts §B.4): whether Cognito ignores a reserved claim or fails. Our choice is to fail, so that the
    // mistake is seen here and not in production.
    if (!withinRules(overrides, request.clientId)) {
      throw new TriggerFailure('InvalidLambdaResponseException', 'The trigger changed a claim that it may not change')
    }
    return overrides
  }
}

function failure({ kind, errorMessage }: Exclude<InvokeResult, { ok: true }>): TriggerFailure {
  switch (kind) {
    case 'error':
      // Measured (aws-facts §B.5): this text, and Cognito adds the full stop.
      return new TriggerFailure(
        'UserLambdaValidationException',
        `PreTokenGeneration failed with error ${errorMessage}.`,
      )
    case 'timeout':
      // The exception is documented (aws-facts §B.5), the text is ours.
      return new TriggerFailure('UnexpectedLambdaException', 'PreTokenGeneration invocation failed due to a timeout.')
    case 'crash':
      // A crash's own text stays inside: it would show a stack to end users.
      return new TriggerFailure('UnexpectedLambdaException', 'PreTokenGeneration invocation failed due to an error.')
  }
}

const unreachable: InvokeResult = { ok: false, kind: 'crash', errorType: 'Unreachable', errorMessage: '' }
const late: InvokeResult = { ok: false, kind: 'timeout', errorType: 'Timeout', errorMessage: '' }

async function withDeadline(invoke: () => Promise<InvokeResult>, milliseconds: number): Promise<InvokeResult> {
  const deadline = Promise.withResolvers<InvokeResult>()
  const timer = setTimeout(() => deadline.resolve(late), milliseconds)
  try {
    return await Promise.race([invoke(), deadline.promise])
  } catch {
    return unreachable
  } finally {
    clearTimeout(timer)
  }
}
