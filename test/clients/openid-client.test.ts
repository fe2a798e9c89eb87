/** A standard OpenID Connect client against the local stack, with the real trigger behind it. */
import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { expect, test } from 'vitest'
import { discover, hostedSignIn, machineToken } from '../support/sign-in.ts'
import { apiUrl, clientOf, demoUser, poolOf } from '../support/stack.ts'

const askFor = 'openid email inventory/read:inventory recharge/write:recharge account/read:access'

const callAs = (pool: string, path: string, token: string) =>
  fetch(apiUrl(pool) + path, { headers: { authorization: `Bearer ${token}` } })

test('code with PKCE gives an access token with the scopes asked for, the organization and the role', async () => {
  const owner = demoUser('owner', 'org_acme')
  const tokens = await hostedSignIn('merchant-web', owner, askFor)
  const claims = decodeJwt(tokens.access_token)
  expect(claims).toMatchObject({
    sub: owner.sub,
    iss: poolOf('merchant').issuer,
    client_id: clientOf('merchant-web').id,
    token_use: 'access',
    org_id: 'org_acme',
    role: 'owner',
  })
  expect(String(claims['scope']).split(' ').toSorted()).toEqual(askFor.split(' ').toSorted())
  expect(claims).not.toHaveProperty('aud')
  expect(JSON.stringify(claims)).not.toContain(owner.username)
  expect((await callAs('merchant', '/v1/inventory', tokens.access_token)).status).toBe(200)
})

test('a viewer who asks for more gets what the role holds', async () => {
  const tokens = await hostedSignIn('merchant-web', demoUser('viewer', 'org_acme'), askFor)
  const scopes = String(decodeJwt(tokens.access_token)['scope']).split(' ').toSorted()
  expect(scopes).toEqual(['account/read:access', 'email', 'inventory/read:inventory', 'openid'])
  const refused = await fetch(`${apiUrl('merchant')}/v1/recharges`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  expect(refused.status).toBe(403)
})

test('the ID token says who signed in and opens nothing', async () => {
  const owner = demoUser('owner', 'org_acme')
  const tokens = await hostedSignIn('merchant-web', owner, askFor)
  expect(tokens.id_token).toBeDefined()
  expect(decodeJwt(tokens.id_token ?? '')).toMatchObject({
    token_use: 'id',
    aud: clientOf('merchant-web').id,
    email: owner.username,
  })
  expect((await callAs('merchant', '/v1/access', tokens.id_token ?? '')).status).toBe(403)
})

test('a refresh keeps the scopes and never widens them', async () => {
  const configuration = await discover('merchant-web')
  const tokens = await hostedSignIn('merchant-web', demoUser('staff', 'org_acme'), askFor)
  const refreshed = await oidc.refreshTokenGrant(configuration, tokens.refresh_token ?? '')
  const scopeOf = (token: string) => decodeJwt(token)['scope']
  expect(scopeOf(refreshed.access_token)).toBe(scopeOf(tokens.access_token))
  expect((await callAs('merchant', '/v1/inventory', refreshed.access_token)).status).toBe(200)
})

test('userinfo answers the access token, and a revoked session neither refreshes nor asks', async () => {
  const configuration = await discover('merchant-web')
  const owner = demoUser('owner', 'org_globex')
  const tokens = await hostedSignIn('merchant-web', owner, askFor)
  const { domain } = poolOf('merchant')
  const userInfo = await oidc.fetchUserInfo(configuration, tokens.access_token, owner.sub)
  expect(userInfo).toMatchObject({ sub: owner.sub, email: owner.username })
  // Older copies of Cognito's discovery document name no revocation endpoint, so an application has to know it.
  const revocation = new oidc.Configuration(
    { issuer: poolOf('merchant').issuer, revocation_endpoint: `${domain}/oauth2/revoke` },
    clientOf('merchant-web').id,
    undefined,
    oidc.None(),
  )
  oidc.allowInsecureRequests(revocation)
  await oidc.tokenRevocation(revocation, tokens.refresh_token ?? '')
  await expect(oidc.refreshTokenGrant(configuration, tokens.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  })
  await expect(oidc.fetchUserInfo(configuration, tokens.access_token, owner.sub)).rejects.toMatchObject({ status: 401 })
})

test('client credentials give a machine the scopes it asks for, its organization and the role partner', async () => {
  const token = await machineToken('acme-fulfilment', 'inventory/read:inventory')
  const claims = decodeJwt(token)
  const { id } = clientOf('acme-fulfilment')
  expect(claims).toMatchObject({
    sub: id,
    client_id: id,
    scope: 'inventory/read:inventory',
    org_id: 'org_acme',
    role: 'partner',
  })
  expect(claims).not.toHaveProperty('username')
  expect((await callAs('partner', '/v1/inventory', token)).status).toBe(200)
  expect((await callAs('partner', '/v1/access', token)).status).toBe(403)
})

test('a machine that asks for a scope it may not hold gets no token', async () => {
  await expect(machineToken('acme-fulfilment', 'recharge/write:recharge')).rejects.toMatchObject({
    error: 'invalid_grant',
  })
  await expect(machineToken('acme-fulfilment', 'recharge/no:such')).rejects.toMatchObject({ error: 'invalid_scope' })
})
