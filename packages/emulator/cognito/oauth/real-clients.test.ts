import { JwtVerifier } from 'aws-jwt-verify'
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { clientCredentialsGrant, fetchUserInfo, refreshTokenGrant, tokenRevocation } from 'openid-client'
import { expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { codeFor, configure, exchange, outcome, post, signIn } from '../testing/oauth.ts'
import { clients, plain, shop } from '../testing/pools.ts'
import { answering, type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

// Typed, because the matchers themselves are `any`.
const when: unknown = expect.any(Number)
const text: unknown = expect.any(String)
const kid: unknown = expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/)

const byPassword = { acr: 'urn:cognito:loa:1', amr: ['pwd'] }

const issuer = () => `${world.url}/${shop.id}`

test.each([
  ['a native application, which comes back to a scheme of its own', clients.phone],
  ['an application whose server has a secret', clients.backend],
])('openid-client signs a person in through %s, and renews', async (_, client) => {
  const { config, tokens } = await signIn(world, client, 'openid orders/read')
  expect(decodeJwt(tokens.access_token)).toMatchObject({ client_id: client.id, scope: 'openid orders/read' })
  const again = await refreshTokenGrant(config, tokens.refresh_token ?? '')
  expect(decodeJwt(again.access_token)).toMatchObject({ client_id: client.id, sub: world.person.sub })
})

test('the code of an application with a secret is worth nothing without it', async () => {
  const code = await codeFor(world, { client_id: clients.backend.id })
  expect(await outcome(post(world, 'token', exchange(code, { client_id: clients.backend.id })))).toEqual([
    400,
    { error: 'invalid_client' },
  ])
})

test('openid-client signs a person in by code and PKCE, and both tokens have exactly Cognito’s claims', async () => {
  const { tokens } = await signIn(world, clients.web, 'openid email orders/read')
  const access = decodeJwt(tokens.access_token)
  const id = decodeJwt(tokens.id_token ?? '')
  const shared = {
    sub: world.person.sub,
    iss: issuer(),
    origin_jti: text,
    event_id: text,
    auth_time: when,
    iat: when,
    ...byPassword,
  }
  expect(access).toStrictEqual({
    ...shared,
    version: 2,
    client_id: 'webid',
    token_use: 'access',
    scope: 'openid email orders/read',
    exp: (access.iat ?? 0) + 900,
    jti: text,
    username: world.person.sub,
  })
  expect(id).toStrictEqual({
    ...shared,
    email: world.person.email,
    email_verified: true,
    'cognito:username': world.person.sub,
    aud: 'webid',
    token_use: 'id',
    exp: (id.iat ?? 0) + 1800,
    jti: text,
    nonce: text,
    at_hash: text,
  })
  expect(id['origin_jti']).toBe(access['origin_jti'])
  expect(tokens.expires_in).toBe(900)
})

test('the header has kid and alg only, and the two tokens of a session have different keys', async () => {
  const { tokens } = await signIn(world, clients.web)
  const access = decodeProtectedHeader(tokens.access_token)
  const id = decodeProtectedHeader(tokens.id_token ?? '')
  expect(access).toStrictEqual({ kid, alg: 'RS256' })
  expect(id.kid).not.toBe(access.kid)
  const { keys } = (await (await fetch(`${issuer()}/.well-known/jwks.json`)).json()) as { keys: object[] }
  expect(keys.map((key) => Object.keys(key).sort())).toEqual([0, 1].map(() => ['alg', 'e', 'kid', 'kty', 'n', 'use']))
})

test('jose verifies the ID token, and not with a foreign pool’s keys', async () => {
  const { tokens } = await signIn(world, clients.web)
  const keysOf = (pool: string) => createRemoteJWKSet(new URL(`${world.url}/${pool}/.well-known/jwks.json`))
  const checks = { issuer: issuer(), audience: 'webid', algorithms: ['RS256'] }
  await expect(jwtVerify(tokens.id_token ?? '', keysOf(shop.id), checks)).resolves.toBeDefined()
  await expect(jwtVerify(tokens.id_token ?? '', keysOf(plain.id), checks)).rejects.toThrow('no applicable key')
})

test('aws-jwt-verify verifies the access token and refuses the ID token in its place', async () => {
  const { tokens } = await signIn(world, clients.web)
  const verifier = JwtVerifier.create(
    {
      issuer: issuer(),
      jwksUri: `${issuer()}/.well-known/jwks.json`,
      audience: null,
      customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { tokenUse: 'access', clientId: 'webid' }),
    },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: async (uri) => (await fetch(uri)).arrayBuffer() } }) },
  )
  await expect(verifier.verify(tokens.access_token)).resolves.toMatchObject({ token_use: 'access' })
  await expect(verifier.verify(tokens.id_token ?? '')).rejects.toThrow('Token use not allowed')
})

test('a scope that was omitted means all of the client’s', async () => {
  const { tokens } = await signIn(world, clients.web)
  expect(decodeJwt(tokens.access_token)['scope']).toBe(clients.web.scopes.join(' '))
})

test('without openid there is no ID token', async () => {
  const { tokens } = await signIn(world, clients.web, 'orders/read')
  expect(tokens.id_token).toBeUndefined()
  expect(tokens.refresh_token).toBeDefined()
})

test('a refresh keeps auth_time and origin_jti, runs the trigger again and gives no new refresh token', async () => {
  const { config, tokens } = await signIn(world, clients.web, 'openid orders/read')
  const before = decodeJwt(tokens.access_token)
  world.events.length = 0
  world.now += 60_000
  world.trigger = answering({ accessTokenGeneration: { scopesToSuppress: ['orders/read'] } })
  const refreshed = await refreshTokenGrant(config, tokens.refresh_token ?? '')
  const after = decodeJwt(refreshed.access_token)
  expect(after).toMatchObject({ auth_time: before['auth_time'], origin_jti: before['origin_jti'], scope: 'openid' })
  expect(after.iat).toBeGreaterThan(before.iat ?? 0)
  expect(after.jti).not.toBe(before.jti)
  expect(refreshed.id_token).toBeDefined()
  expect(refreshed.refresh_token).toBeUndefined()
  // The trigger sees what was asked for at the sign-in, so that it can decide anew.
  expect(world.events).toMatchObject([
    { triggerSource: 'TokenGeneration_RefreshTokens', request: { scopes: ['openid', 'orders/read'] } },
  ])
})

test('userinfo gives email_verified as a string and only what the scopes release', async () => {
  const { config, tokens } = await signIn(world, clients.web, 'openid email')
  expect(await fetchUserInfo(config, tokens.access_token, world.person.sub)).toEqual({
    sub: world.person.sub,
    username: world.person.sub,
    email: world.person.email,
    email_verified: 'true',
  })
  const { tokens: all } = await signIn(world, clients.web, 'openid email profile')
  const profile = await fetchUserInfo(config, all.access_token, world.person.sub)
  expect(profile).toMatchObject({ 'custom:tenant': 'north' })
  // `name` is set, but the client may not read it.
  expect(profile).not.toHaveProperty('name')
})

test('a revoked refresh token is dead, and so are userinfo’s eyes for its access token', async () => {
  const { config, tokens } = await signIn(world, clients.web, 'openid')
  const other = await signIn(world, clients.web, 'openid')
  await tokenRevocation(config, tokens.refresh_token ?? '')
  await expect(refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' })
  await expect(fetchUserInfo(config, tokens.access_token, world.person.sub)).rejects.toMatchObject({ status: 401 })
  // Another family of the same person lives on.
  await expect(fetchUserInfo(config, other.tokens.access_token, world.person.sub)).resolves.toBeDefined()
  // Revoking again is a success.
  await expect(tokenRevocation(config, tokens.refresh_token ?? '')).resolves.toBeUndefined()
})

test('openid-client gets a machine’s token, with exactly Cognito’s claims', async () => {
  const config = await configure(world, clients.robot)
  const tokens = await clientCredentialsGrant(config, { scope: 'orders/write' })
  const claims = decodeJwt(tokens.access_token)
  expect(claims).toStrictEqual({
    sub: 'robotid',
    client_id: 'robotid',
    token_use: 'access',
    scope: 'orders/write',
    iss: issuer(),
    auth_time: when,
    iat: when,
    exp: (claims.iat ?? 0) + 3600,
    version: 2,
    jti: text,
  })
  expect(Object.keys(tokens).sort()).toEqual(['access_token', 'expires_in', 'token_type'])
  const everything = await clientCredentialsGrant(config)
  expect(decodeJwt(everything.access_token)['scope']).toBe('orders/read orders/write')
})
