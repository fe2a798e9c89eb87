/**
 * Signs in to the running local stack as applications do: the SDK's call, the sign-in page with code and PKCE
 * (RFC 7636), or client credentials (RFC 6749 §4.4). No back door, so that the token is one that callers really get.
 */

import { createHash, randomBytes } from 'node:crypto'
import { clientKinds } from '@scopegate/contract'
import { codesInTurn, type StackFile } from '@scopegate/template'
import { z } from 'zod'
import { startIt } from '../local/stack-file.ts'
import { Failure } from '../program/failure.ts'
import type { Principal } from './who.ts'

const Initiated = z.object({
  AuthenticationResult: z.object({ AccessToken: z.string() }).optional(),
  ChallengeName: z.string().optional(),
  Session: z.string().optional(),
})
const Granted = z.object({ access_token: z.string() })
const Refused = z.object({ error: z.string().optional(), __type: z.string().optional() })

/** Milliseconds. Everything is on this machine, but the first call of a trigger starts its process. */
const patience = 20_000

/** Gets an access token. `scopes`: by their names in a token; `undefined` where none can be asked for. */
export async function accessToken(
  stack: Pick<StackFile, 'pools' | 'aws'>,
  principal: Principal,
  scopes: readonly string[] | undefined,
): Promise<string> {
  const scope = (scopes ?? []).join(' ')
  const domain = stack.pools[principal.pool]?.domain ?? ''
  switch (clientKinds[principal.client.kind].grant) {
    case null:
      return initiateAuth(stack.aws.cognito, principal)
    case 'authorization_code':
      return hosted(domain, principal, scope)
    case 'client_credentials':
      return clientCredentials(domain, principal, scope)
  }
}

async function initiateAuth(endpoint: string, { client, user }: Principal): Promise<string> {
  const call = (operation: string, input: object) =>
    send(`${endpoint}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ ClientId: client.id, ...input }),
    })
  const begun = await call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: user?.username, PASSWORD: user?.password },
  })
  const { AuthenticationResult, ChallengeName, Session } = Initiated.parse(await accepted(begun))
  if (AuthenticationResult !== undefined) return AuthenticationResult.AccessToken
  const answered = await firstAccepted(user, ChallengeName, (SOFTWARE_TOKEN_MFA_CODE) => {
    const ChallengeResponses = { USERNAME: user?.username, SOFTWARE_TOKEN_MFA_CODE }
    return call('RespondToAuthChallenge', { ChallengeName, Session, ChallengeResponses })
  })
  const token = Initiated.parse(await accepted(answered)).AuthenticationResult?.AccessToken
  if (token === undefined) throw refused(ChallengeName)
  return token
}

/** Sends the codes of the demo user's authenticator, one after the other, until one is taken. */
async function firstAccepted(
  user: Principal['user'],
  challenge: string | undefined,
  answer: (code: string) => Promise<Response>,
  taken = ({ ok }: Response) => ok,
): Promise<Response> {
  if (user?.totpSecret === undefined) throw asksForMore(challenge)
  for await (const code of codesInTurn(user.totpSecret)) {
    const response = await answer(code)
    if (taken(response)) return response
  }
  throw refused(undefined)
}

async function clientCredentials(domain: string, { client }: Principal, scope: string): Promise<string> {
  const response = await send(`${domain}/oauth2/token`, {
    method: 'POST',
    headers: basic(client),
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  })
  return Granted.parse(await accepted(response)).access_token
}

async function hosted(domain: string, { client, user }: Principal, scope: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const redirectUri = client.redirectUris?.[0] ?? ''
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: redirectUri,
    scope,
    state: randomBytes(8).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  const page = await send(`${domain}/login?${query}`, { redirect: 'manual' })
  const cookies = page.headers.getSetCookie().map((line) => line.split(';')[0])
  const submit = (html: string, form: 'login' | 'challenge', typed: Readonly<Record<string, string>>) =>
    send(`${domain}/${form}?${query}`, {
      method: 'POST',
      headers: { cookie: cookies.join('; ') },
      body: new URLSearchParams({ ...hiddenFields(html), ...typed }),
      redirect: 'manual',
    })
  const { username = '', password = '' } = user ?? {}
  let submitted = await submit(await page.text(), 'login', { username, password })
  const html = submitted.headers.has('location') ? '' : await submitted.text()
  // After a wrong password it is the first form again.
  const { challenge } = hiddenFields(html)
  if (challenge !== undefined) {
    const ended = ({ headers }: Response) => headers.has('location')
    submitted = await firstAccepted(user, challenge, (code) => submit(html, 'challenge', { code }), ended)
  }
  const location = submitted.headers.get('location') ?? page.headers.get('location')
  const callback = location === null ? undefined : new URL(location, domain).searchParams
  const code = callback?.get('code')
  if (code === undefined || code === null) throw refused(callback?.get('error') ?? undefined)
  const body = { grant_type: 'authorization_code', client_id: client.id, redirect_uri: redirectUri, code }
  const response = await send(`${domain}/oauth2/token`, {
    method: 'POST',
    headers: basic(client),
    body: new URLSearchParams({ ...body, code_verifier: verifier }),
  })
  return Granted.parse(await accepted(response)).access_token
}

/** A client with a secret shows it (RFC 6749 §2.3.1). */
const basic = ({ id, secret }: Principal['client']): Readonly<Record<string, string>> =>
  secret === undefined ? {} : { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }

const hiddenFields = (html: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )

async function send(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...request, signal: AbortSignal.timeout(patience) })
  } catch {
    throw new Failure('The local stack does not answer, though it left its `stack.json`', startIt)
  }
}

async function accepted(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body
  const { error, __type } = Refused.safeParse(body).data ?? {}
  throw refused(error ?? __type)
}

/** Of a demo user who added an authenticator, or whose password an administrator reset: only that person can answer. */
const asksForMore = (challenge = ''): Failure =>
  new Failure(
    `The local Cognito asks this user for more than the password that the stack was made with${/^\w{1,40}$/.test(challenge) ? `: \`${challenge}\`` : ''}`,
    'name another user, sign in through an application, or begin anew with `start --fresh`',
  )

/** The reason is one of Cognito's codes, or it is not repeated. */
const refused = (code: string | undefined): Failure =>
  new Failure(
    `The local Cognito refused the sign-in${code !== undefined && /^\w{1,40}$/.test(code) ? ` with \`${code}\`` : ''}`,
    'stop the local stack and start it again; if its users were changed, with `--fresh`',
  )
