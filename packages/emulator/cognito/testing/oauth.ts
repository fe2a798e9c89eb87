/** Signing in with `openid-client`, and the raw requests of a client that does not behave. */
import { createHash } from 'node:crypto'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { ResolvedClient } from '../../template/model.ts'
import { Browser } from './browser.ts'
import { callback, shop } from './pools.ts'
import type { World } from './world.ts'

/** The client's configuration, found through the pool's own discovery document. */
export const configure = ({ url }: World, { id, secret }: ResolvedClient): Promise<Configuration> =>
  discovery(new URL(`${url}/${shop.id}`), id, {}, secret === undefined ? None() : ClientSecretPost(secret), {
    execute: [allowInsecureRequests],
  })

/** A whole sign-in by code and PKCE with the real client: the answer is its checked token response. */
export async function signIn(world: World, client: ResolvedClient, scope?: string, browser = new Browser()) {
  const config = await configure(world, client)
  const verifier = randomPKCECodeVerifier()
  const state = randomState()
  const nonce = randomNonce()
  const start = buildAuthorizationUrl(config, {
    redirect_uri: client.redirectUris[0] ?? callback,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(scope === undefined ? {} : { scope }),
  })
  // openid-client adds nothing by itself: without a scope none is sent.
  const answer = await browser.signIn(start, world.person.email, world.person.password)
  const location = answer.headers.get('location')
  if (location === null) throw new Error(`No redirect but ${answer.status}: ${await answer.text()}`)
  const tokens = await authorizationCodeGrant(config, new URL(location), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    // Without openid there is no ID token to carry the nonce.
    ...(scope === undefined || scope.split(' ').includes('openid') ? { expectedNonce: nonce } : {}),
  })
  return { config, tokens, browser }
}

export const verifier = 'v'.repeat(43)

/** The address of the authorize endpoint; `undefined` leaves a parameter out. */
export function authorizeUrl(
  world: World,
  changes: Record<string, string | undefined> = {},
  page = 'oauth2/authorize',
) {
  const parameters = {
    response_type: 'code',
    client_id: 'webid',
    redirect_uri: callback,
    scope: 'openid orders/read',
    state: 's-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  }
  const url = new URL(`${world.url}/${shop.domainPrefix}/${page}`)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url
}

/** A code for the client, by hand. */
export async function codeFor(world: World, changes: Record<string, string | undefined> = {}): Promise<string> {
  const answer = await new Browser().signIn(authorizeUrl(world, changes), world.person.email, world.person.password)
  const code = new URL(answer.headers.get('location') ?? 'none:').searchParams.get('code')
  if (code === null) throw new Error(`No code: ${answer.headers.get('location') ?? answer.status}`)
  return code
}

/** Posts a form to an endpoint of the pool's domain. */
export const post = (
  { url }: World,
  endpoint: 'token' | 'revoke',
  form: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${url}/${shop.domainPrefix}/oauth2/${endpoint}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  })

/** The status and the whole body, to compare with what aws-facts §C says. */
export async function outcome(answer: Response | Promise<Response>): Promise<[status: number, body: unknown]> {
  const response = await answer
  return [response.status, await response.json()]
}

/** The form of a code exchange that would succeed. */
export const exchange = (code: string, changes: Record<string, string> = {}) => ({
  grant_type: 'authorization_code',
  client_id: 'webid',
  code,
  redirect_uri: callback,
  code_verifier: verifier,
  ...changes,
})
