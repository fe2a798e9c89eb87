/** The event of the Pre Token Generation trigger, as Cognito sends it (aws-facts §B.3). */
import type { ResolvedPool, ResolvedTrigger } from '../../template/model.ts'
import type { Attributes } from '../state/users.ts'

/** Which sign-in asks for tokens (documented, aws-facts §B.2). */
export type TriggerSource =
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens'
  | 'TokenGeneration_ClientCredentials'

export interface TokenRequest {
  readonly source: TriggerSource
  readonly clientId: string
  /** What was asked for, before the trigger. */
  readonly scopes: readonly string[]
  /** `undefined` for a machine. */
  readonly user: { readonly sub: string; readonly status: string; readonly attributes: Attributes } | undefined
  /** What the caller of a client credentials grant sent; nothing else reaches it (documented, aws-facts §B.3). */
  readonly clientMetadata: Readonly<Record<string, string>>
}

/** Whether this trigger runs at all: for machines only from V3_0 on (documented, aws-facts §B.1). */
export function triggerApplies(version: ResolvedTrigger['version'], source: TriggerSource): boolean {
  return source !== 'TokenGeneration_ClientCredentials' || version === 'V3_0'
}

/** The event for one request. */
export function triggerEvent(pool: ResolvedPool, version: ResolvedTrigger['version'], request: TokenRequest): object {
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
