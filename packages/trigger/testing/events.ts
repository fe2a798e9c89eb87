/**
 * Events as Cognito sends them, in the shapes of its Developer Guide (user-pool-lambda-pre-token-generation and
 * token-endpoint), with values that are nobody's.
 */

/** What a test says of an event; the rest is like any other's. */
export interface EventParts {
  readonly triggerSource?: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly attributes?: Readonly<Record<string, string>>
}

/** The sources of a person's token. */
export const peopleSources = [
  'TokenGeneration_HostedAuth',
  'TokenGeneration_Authentication',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_AuthenticateDevice',
  'TokenGeneration_RefreshTokens',
] as const

/** What must never leave the ID token. */
export const personalData = {
  email: 'amy.adams@people.example',
  phone_number: '+15550100777',
  name: 'Amy Adams',
  given_name: 'Amy',
  family_name: 'Adams',
} as const

/** A person's event. It says version 2, as Cognito's test events do; what a V3_0 pool really sends is not documented. */
export function personEvent({ triggerSource = peopleSources[0], clientId, scopes, attributes = {} }: EventParts) {
  return {
    version: '2',
    triggerSource,
    region: 'us-east-1',
    userPoolId: 'us-east-1_FAKE00001',
    userName: '7d0c0000-0000-7000-8000-0000000000aa',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    request: {
      userAttributes: {
        sub: '7d0c0000-0000-7000-8000-0000000000aa',
        'cognito:user_status': 'CONFIRMED',
        email_verified: 'true',
        ...personalData,
        ...attributes,
      },
      groupConfiguration: { groupsToOverride: ['staff'], iamRolesToOverride: [], preferredRole: null },
      scopes,
      clientMetadata: {},
    },
    response: { claimsAndScopeOverrideDetails: null },
  }
}

/** A machine's event: no attributes, no groups, and metadata that its caller wrote. */
export function machineEvent({ clientId, scopes }: Pick<EventParts, 'clientId' | 'scopes'>) {
  return {
    version: '3',
    triggerSource: 'TokenGeneration_ClientCredentials',
    region: 'us-east-1',
    userPoolId: 'us-east-1_FAKE00001',
    userName: 'ClientCredentials',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    request: {
      userAttributes: {},
      groupConfiguration: null,
      scopes,
      // What a caller writes there must change nothing.
      clientMetadata: { org_id: 'org_other', role: 'owner' },
    },
    response: { claimsAndScopeOverrideDetails: null },
  }
}
