/** The kinds of app clients as data: what each is, so that code asks for the property it means and not for a name. */
import type { ClientSpec } from './shape.ts'

/** The name of a kind of app client. */
export type ClientKind = ClientSpec<string, string>['kind']

/** What a kind of app client is. */
export interface ClientKindSpec {
  /** Who gets its tokens: people who sign in, or the machine itself. */
  readonly subject: 'person' | 'machine'
  /** The OAuth grant it uses; `null` for one that signs people in through the AWS SDK alone. */
  readonly grant: 'authorization_code' | 'client_credentials' | null
  /** Whether it has a secret (RFC 6749 §2.1: a confidential client). */
  readonly secret: boolean
  /** Whether it signs people in by calls of the AWS SDK (`InitiateAuth`). */
  readonly sdkSignIn: boolean
  /** Whether it can ask for scopes. One that cannot gets what client and role allow: the trigger adds it. */
  readonly asksForScopes: boolean
  /** Whether it sends people to the sign-in page, and they come back to its callback addresses. */
  readonly signInPage: boolean
}

export const clientKinds: Readonly<Record<ClientKind, ClientKindSpec>> = {
  browser: {
    subject: 'person',
    grant: 'authorization_code',
    secret: false,
    sdkSignIn: false,
    asksForScopes: true,
    signInPage: true,
  },
  sdk: { subject: 'person', grant: null, secret: false, sdkSignIn: true, asksForScopes: false, signInPage: false },
  machine: {
    subject: 'machine',
    grant: 'client_credentials',
    secret: true,
    sdkSignIn: false,
    asksForScopes: true,
    signInPage: false,
  },
}

/**
 * How long a refresh token still works after it was rotated out, in seconds; `undefined` where it is not rotated. A public
 * client's is, because it can be stolen and used without a secret (RFC 9700 §4.14.2). A browser that got no answer tries
 * again, and two of its tabs refresh at once: they get all the grace that Cognito gives.
 */
export const refreshGraceOf = (kind: ClientKind): number | undefined =>
  clientKinds[kind].subject === 'person' && !clientKinds[kind].secret ? 60 : undefined

/** The scope that opens Cognito's own user API to a token: read and write one's attributes, sign out everywhere. */
export const selfServiceScope = 'aws.cognito.signin.user.admin'

/** Where the sign-in page sends people back to. None for a client that does not use it, nor before a stage gave them. */
export function addressesOf(client: ClientSpec<string, string>): {
  readonly redirectUris: readonly string[]
  readonly logoutUris: readonly string[]
} {
  const { redirectUris = [], logoutUris = [] } = client.kind === 'browser' ? client : {}
  return { redirectUris, logoutUris }
}

/** The scopes of a client that are Cognito's own: what OpenID Connect releases, and self-service. */
export function cognitoScopesOf(client: ClientSpec<string, string>): readonly string[] {
  if (client.kind === 'machine') return []
  const identity = client.kind === 'browser' ? client.identityScopes : []
  return client.selfService ? [...identity, selfServiceScope] : identity
}
