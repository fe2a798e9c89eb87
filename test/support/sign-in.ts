/**
 * Gets tokens as real applications do: `openid-client` for the browser's and the machine's grants, the AWS SDK for the
 * mobile application. The only code of ours is the person's part: filling in the sign-in page.
 */
import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import { codesInTurn } from '@scopegate/emulator'
import * as oidc from 'openid-client'
import { clientOf, poolOf, stack } from './stack.ts'

/** Enough of a demo user to sign in. */
export interface Person {
  readonly username: string
  readonly password: string
  /** Of the authenticator, where the pool requires one. */
  readonly totpSecret?: string
}

/** Configures `openid-client` from the pool's discovery document, as an application would. */
export async function discover(clientName: string): Promise<oidc.Configuration> {
  const client = clientOf(clientName)
  const authentication = client.secret === undefined ? oidc.None() : oidc.ClientSecretBasic(client.secret)
  return oidc.discovery(new URL(poolOf(client.pool).issuer), client.id, undefined, authentication, {
    // The local stack speaks plain http on loopback.
    execute: [oidc.allowInsecureRequests],
  })
}

/** The machine's grant. Without `scope` the token carries all that the client may hold. */
export async function machineToken(clientName: string, scope?: string): Promise<string> {
  const granted = await oidc.clientCredentialsGrant(await discover(clientName), scope === undefined ? {} : { scope })
  return granted.access_token
}

/** Authorization code with PKCE: opens the sign-in page, signs the person in, takes the code at the callback. */
export async function hostedSignIn(
  clientName: string,
  person: Person,
  scope: string,
): Promise<oidc.TokenEndpointResponse> {
  const configuration = await discover(clientName)
  const [redirectUri] = clientOf(clientName).redirectUris ?? []
  if (redirectUri === undefined) throw new Error(`The client \`${clientName}\` has no redirect URI`)
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  const address = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const callback = await signInAtPage(address, person, redirectUri)
  return oidc.authorizationCodeGrant(configuration, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  })
}

/** The AWS SDK's sign-in, which cannot ask for scopes. */
export async function sdkSignIn(clientName: string, person: Person) {
  const answer = await cognito().send(
    new InitiateAuthCommand({
      ClientId: clientOf(clientName).id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
    }),
  )
  const { AccessToken, IdToken, RefreshToken } = answer.AuthenticationResult ?? {}
  if (AccessToken === undefined || IdToken === undefined || RefreshToken === undefined) {
    throw new Error('The sign-in gave no tokens')
  }
  return { accessToken: AccessToken, idToken: IdToken, refreshToken: RefreshToken }
}

/** The AWS SDK, pointed at the emulator. */
export const cognito = (): CognitoIdentityProviderClient => {
  const { endpoint, region, credentials } = stack().aws
  return new CognitoIdentityProviderClient({ endpoint, region, credentials })
}

/** Follows redirects, keeps cookies and submits the sign-in form, until the browser would be at the callback. */
export async function signInAtPage(start: URL, person: Person, redirectUri: string): Promise<URL> {
  const cookies = new Map<string, string>()
  const codes = person.totpSecret === undefined ? undefined : codesInTurn(person.totpSecret)
  let request = new Request(start)
  for (let step = 0; step < 10; step++) {
    request.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(request, { redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location !== null) {
      const next = new URL(location, request.url)
      if (next.href.startsWith(redirectUri)) return next
      request = new Request(next)
    } else {
      const html = await response.text()
      const code = html.includes('name="code"') ? await codes?.next() : undefined
      request = filledForm(html, request.url, person, code?.value ?? '')
    }
  }
  throw new Error('The sign-in did not come back to the application')
}

/** The page's own form, hidden fields and all, with the person's e-mail, password and next code typed in. */
function filledForm(html: string, page: string, person: Person, code: string): Request {
  const unescape = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
  const action = /<form[^>]*\baction="([^"]*)"/.exec(html)?.[1]
  if (action === undefined) throw new Error(`No sign-in form but: ${html.slice(0, 300)}`)
  const fields = new URLSearchParams()
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string) => unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
    const name = attribute('name')
    if (name === '') continue
    const visible = name === 'code' ? code : person.username
    const typed = attribute('type') === 'password' ? person.password : visible
    fields.set(name, attribute('type') === 'hidden' ? attribute('value') : typed)
  }
  return new Request(new URL(unescape(action), page), { method: 'POST', body: fields })
}
