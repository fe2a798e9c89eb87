/** The AWS SDK's sign-in, which cannot ask for scopes: the access token carries the role's scopes all the same. */
import { GetTokensFromRefreshTokenCommand, NotAuthorizedException } from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { poolNamed, scopesOfRole, wireName } from '../support/contract.ts'
import { cognito, sdkSignIn } from '../support/sign-in.ts'
import { apiUrl, clientOf, demoUser } from '../support/stack.ts'

const selfService = 'aws.cognito.signin.user.admin'

test.each(poolNamed('merchant').roles)('InitiateAuth gives %s the scopes of the role', async (role) => {
  const person = demoUser(role, 'org_acme')
  const { accessToken } = await sdkSignIn('merchant-app', person)
  const claims = decodeJwt(accessToken)
  expect(claims).toMatchObject({ sub: person.sub, org_id: 'org_acme', role, token_use: 'access' })
  const scopes = String(claims['scope']).split(' ')
  expect(scopes.toSorted()).toEqual([selfService, ...scopesOfRole(role).map(wireName)].toSorted())
})

test('a refresh through the SDK gives the same scopes and a new refresh token', async () => {
  const { accessToken, refreshToken } = await sdkSignIn('merchant-app', demoUser('staff', 'org_acme'))
  const answer = await cognito().send(
    new GetTokensFromRefreshTokenCommand({ ClientId: clientOf('merchant-app').id, RefreshToken: refreshToken }),
  )
  const refreshed = answer.AuthenticationResult?.AccessToken ?? ''
  expect(decodeJwt(refreshed)['scope']).toBe(decodeJwt(accessToken)['scope'])
  expect(answer.AuthenticationResult?.RefreshToken).not.toBe(refreshToken)
})

test('a wrong password gives no token, in the SDK’s own exception', async () => {
  await expect(
    sdkSignIn('merchant-app', { ...demoUser('owner'), password: 'Wrong-password-1' }),
  ).rejects.toBeInstanceOf(NotAuthorizedException)
})

test('GET /v1/me finds the person by sub, through the SDK', async () => {
  const person = demoUser('owner', 'org_acme')
  const { accessToken } = await sdkSignIn('merchant-app', person)
  const answer = await fetch(`${apiUrl('merchant')}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ sub: person.sub, email: person.username })
})
