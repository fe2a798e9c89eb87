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
  /** Whether it runs on the person's own device, and may come back to a private-use scheme or to loopback (RFC 8252 §7). */
  readonly ownDevice: boolean
  /** Whether its pages call the API: the origins of its addresses are the API's CORS origins. */
  readonly callsFromPages: boolean
}

const page: ClientKindSpec = {
  subject: 'person',
  grant: 'authorization_code',
  secret: false,
  sdkSignIn: false,
  asksForScopes: true,
  signInPage: true,
  ownDevice: false,
  callsFromPages: false,
}

export const clientKinds: Readonly<Record<ClientKind, ClientKindSpec>> = {
  browser: { ...page, callsFromPages: true },
  native: { ...page, ownDevice: true },
  web: { ...page, secret: true },
  sdk: { ...page, grant: null, sdkSignIn: true, asksForScopes: false, signInPage: false },
  machine: { ...page, subject: 'machine', grant: 'client_credentials', secret: true, signInPage: false },
}

/**
 * How long a refresh token still works after it was rotated out, in seconds; `undefined` where it is not rotated. A public
 * client's is, because it can be stolen and used without a secret (RFC 9700 §4.14.2). A browser that got no answer tries
 * again, and two of its tabs refresh at once: they get all the grace that Cognito gives.
 */
export const refreshGraceOf = (kind: ClientKind): number | undefined =>
  clientKinds[kind].subject === 'person' && !clientKinds[kind].secret ? 60 : undefined

/** A client that sends people to the sign-in page. */
export type PageClientSpec<Client extends AnyClient = ClientSpec<string, string>> = Extract<
  Client,
  { readonly identityScopes: unknown }
>
type AnyClient = { readonly kind: ClientKind }

export const usesSignInPage = <Client extends AnyClient>(client: Client): client is PageClientSpec<Client> =>
  clientKinds[client.kind].signInPage

/** The scope that opens Cognito's own user API to a token: read and write one's attributes, sign out everywhere. */
export const selfServiceScope = 'aws.cognito.signin.user.admin'

/** Where the sign-in page sends people back to. None for a client that does not use it, nor before a stage gave them. */
export function addressesOf(client: ClientSpec<string, string>): {
  readonly redirectUris: readonly string[]
  readonly logoutUris: readonly string[]
} {
  const { redirectUris = [], logoutUris = [] } = usesSignInPage(client) ? client : {}
  return { redirectUris, logoutUris }
}

/** The scopes of a client that are Cognito's own: what OpenID Connect releases, and self-service. */
export function cognitoScopesOf(client: ClientSpec<string, string>): readonly string[] {
  if (client.kind === 'machine') return []
  const identity = usesSignInPage(client) ? client.identityScopes : []
  return client.selfService ? [...identity, selfServiceScope] : identity
}
