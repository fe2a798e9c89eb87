/**
 * What the look-alike is told: the template's user pools and app clients with their physical ids, and what it needs
 * from outside. It invents no pool, no client and no setting.
 *
 * @module
 */

/** An app client as the template describes it. */
export interface ResolvedClient {
  /** The name in the catalog; the `ClientName` of the template. */
  readonly name: string
  readonly id: string
  /** `undefined` for a public client. */
  readonly secret: string | undefined
  /** `AllowedOAuthFlows`. */
  readonly flows: readonly ('code' | 'implicit' | 'client_credentials')[]
  /** `AllowedOAuthScopes`, as a token carries them. */
  readonly scopes: readonly string[]
  readonly redirectUris: readonly string[]
  readonly logoutUris: readonly string[]
  /** `ExplicitAuthFlows`, such as `ALLOW_USER_PASSWORD_AUTH`. */
  readonly authFlows: readonly string[]
  readonly accessTokenSeconds: number
  readonly idTokenSeconds: number
  readonly refreshTokenSeconds: number
  readonly tokenRevocation: boolean
  readonly preventUserExistenceErrors: boolean
  /** `undefined` is Cognito's default: the standard attributes, no custom one. */
  readonly readAttributes: readonly string[] | undefined
  readonly writeAttributes: readonly string[] | undefined
}

/** What a password must have. */
export interface PasswordPolicy {
  readonly minimumLength: number
  readonly lowercase: boolean
  readonly uppercase: boolean
  readonly numbers: boolean
  readonly symbols: boolean
}

/** A user pool as the template describes it. */
export interface ResolvedPool {
  /** The name in the catalog. */
  readonly name: string
  readonly id: string
  readonly region: string
  readonly domainPrefix: string
  readonly trigger: { readonly functionLogicalId: string; readonly version: 'V1_0' | 'V2_0' | 'V3_0' } | undefined
  readonly resourceServers: readonly { readonly identifier: string; readonly scopes: readonly string[] }[]
  readonly clients: readonly ResolvedClient[]
  readonly passwordPolicy: PasswordPolicy
}

/** What came of a Lambda invocation. */
export type InvokeResult =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false
      readonly errorType: string
      readonly errorMessage: string
      readonly kind: 'error' | 'timeout' | 'crash'
    }

/** Everything the look-alike needs from outside. */
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
