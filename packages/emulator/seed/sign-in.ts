/**
 * Signs demo users in as applications do: the SDK's JSON call, or the sign-in page with code and PKCE. No back door.
 *
 * @module
 */
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { ResolvedClient, ResolvedPool } from '../template/index.ts'
import type { DemoUser } from './users.ts'

const Initiated = z.object({ AuthenticationResult: z.object({ AccessToken: z.string() }) })
const Exchanged = z.object({ access_token: z.string() })

/** An access token of the user, through the first client of the pool that people use. @throws Error when refused. */
export async function signIn(baseUrl: string, pool: ResolvedPool, user: DemoUser): Promise<string> {
  const sdk = pool.clients.find(({ authFlows }) => authFlows.includes('ALLOW_USER_PASSWORD_AUTH'))
  if (sdk !== undefined) return initiateAuth(baseUrl, sdk, user)
  const browser = pool.clients.find(({ flows }) => flows.includes('code'))
  if (browser !== undefined) return hosted(`${baseUrl}/${pool.domainPrefix}`, browser, user)
  throw new Error(`No client of the pool \`${pool.name}\` signs people in`)
}

async function initiateAuth(baseUrl: string, client: ResolvedClient, user: DemoUser): Promise<string> {
  const response = await fetch(`${baseUrl}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: client.id,
      AuthParameters: { USERNAME: user.email, PASSWORD: user.password },
    }),
  })
  return Initiated.parse(await accepted(response, 'InitiateAuth')).AuthenticationResult.AccessToken
}

async function hosted(domain: string, client: ResolvedClient, user: DemoUser): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const redirectUri = client.redirectUris[0] ?? ''
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: redirectUri,
    scope: client.scopes.join(' '),
    state: randomBytes(8).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const page = await fetch(`${domain}/login?${query.toString()}`)
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const submitted = await fetch(`${domain}/login?${query.toString()}`, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ _csrf: csrf, username: user.email, password: user.password }),
    redirect: 'manual',
  })
  const location = submitted.headers.get('location')
  const code = location === null ? null : new URL(location, domain).searchParams.get('code')
  if (code === null) throw new Error(`The sign-in page answered ${submitted.status} and gave no code`)
  const exchanged = await fetch(`${domain}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: client.id,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }),
  })
  return Exchanged.parse(await accepted(exchanged, 'The token endpoint')).access_token
}

async function accepted(response: Response, who: string): Promise<unknown> {
  if (response.ok) return response.json()
  throw new Error(`${who} answered ${response.status}`)
}
