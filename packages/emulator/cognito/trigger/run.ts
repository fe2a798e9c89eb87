/** Runs a pool's Pre Token Generation trigger (aws-facts §B.3). Whatever goes wrong there, no token is issued (aws-facts §B.5). */
import type { InvokeResult } from '../../lambda/messages.ts'
import type { ResolvedPool, ResolvedTrigger } from '../../template/model.ts'
import type { CognitoDeps } from '../context.ts'
import type { Attributes } from '../state/users.ts'
import { noOverrides, type Overrides, readAnswer, withinRules } from './overrides.ts'

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

/** Which sign-in asks for tokens (documented, aws-facts §B.2). */
type TriggerSource =
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens'
  | 'TokenGeneration_ClientCredentials'

interface TokenRequest {
  readonly source: TriggerSource
  readonly clientId: string
  /** What was asked for, before the trigger. */
  readonly scopes: readonly string[]
  /** `undefined` for a machine. */
  readonly user: { readonly sub: string; readonly status: string; readonly attributes: Attributes } | undefined
  /** What the caller sent along, from those calls alone whose metadata reaches the trigger (documented, aws-facts §B.3). */
  readonly clientMetadata: Readonly<Record<string, string>>
}

/** Whether this trigger runs at all: for machines only from V3_0 on (documented, aws-facts §B.1). */
function triggerApplies(version: ResolvedTrigger['version'], source: TriggerSource): boolean {
  return source !== 'TokenGeneration_ClientCredentials' || version === 'V3_0'
}

/** The event for one request. */
function triggerEvent(pool: ResolvedPool, version: ResolvedTrigger['version'], request: TokenRequest): object {
  const { source, clientId, scopes, user, clientMetadata } = request
  const common = {
    triggerSource: source,
    region: pool.region,
    userPoolId: pool.id,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
  }
  if (user === undefined) {
    // Documented (aws-facts §B.3): a literal name, no attributes, a null group configuration.
    return {
      version: '3',
      ...common,
      userName: 'ClientCredentials',
      request: { userAttributes: {}, groupConfiguration: null, scopes, clientMetadata },
      response: { claimsAndScopeOverrideDetails: null },
    }
  }
  const person = {
    // Documented (aws-facts §B.3): all values are strings, and the status is among them.
    userAttributes: { ...user.attributes, sub: user.sub, 'cognito:user_status': user.status },
    // Groups are not emulated; this is what a user without groups looks like (documented, aws-facts §B.3).
    groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
  }
  if (version === 'V1_0') {
    // Documented (aws-facts §B.1): neither sees scopes nor may change the access token.
    return {
      version: '1',
      ...common,
      userName: user.sub,
      request: { ...person, clientMetadata },
      response: { claimsOverrideDetails: null },
    }
  }
  // Unknown (aws-facts §B.3): the version of a user's event in a V3_0 pool. AWS calls it identical and shows "2".
  return {
    version: '2',
    ...common,
    userName: user.sub,
    request: { ...person, scopes, clientMetadata },
    response: { claimsAndScopeOverrideDetails: null },
  }
}
