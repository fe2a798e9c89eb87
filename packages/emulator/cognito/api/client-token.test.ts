import {
  type ExplicitAuthFlowsType,
  GetClientTokenCommand,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceNotFoundException,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { clients, shop } from '../testing/pools.ts'
import { answering, type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const ask = (more: object = {}) => {
  const asked = { ClientId: 'courierid', Secret: clients.courier.secret, ...more }
  return world.sdk.send(new GetClientTokenCommand(asked))
}

test('a machine gets its token without a domain, by the same trigger as at the token endpoint', async () => {
  world.trigger = answering({ accessTokenGeneration: { claimsToAddOrOverride: { org_id: 'org_1' } } })
  const { ClientAuthenticationResult: result } = await ask({ ClientMetadata: { trip: 'x' } })
  expect([result?.ExpiresIn, result?.TokenType]).toEqual([900, 'Bearer'])
  const claims = decodeJwt(result?.AccessToken ?? '')
  expect(claims).toMatchObject({ sub: 'courierid', client_id: 'courierid', scope: 'orders/read', org_id: 'org_1' })
  for (const name of ['username', 'origin_jti', 'acr']) expect(claims).not.toHaveProperty(name)
  const request = { scopes: ['orders/read'], clientMetadata: { trip: 'x' } }
  expect(world.events).toMatchObject([{ triggerSource: 'TokenGeneration_ClientCredentials', request }])
})

test.each([
  ['the secret is wrong', { Secret: 'guess' }, NotAuthorizedException],
  ['the client is public', { ClientId: 'webid' }, NotAuthorizedException],
  ['the client has not the flow', { ClientId: 'robotid', Secret: clients.robot.secret }, InvalidParameterException],
  ['the client is unknown', { ClientId: 'nobody' }, ResourceNotFoundException],
  ['the scope is not the client’s', { Scopes: ['orders/write'] }, InvalidParameterException],
  ['the scope does not exist', { Scopes: ['orders/none'] }, InvalidParameterException],
])('there is no token when %s', async (_when, more, exception) => {
  await expect(ask(more)).rejects.toBeInstanceOf(exception)
})

test('the flow stands alone', async () => {
  // The model's own list lacks the flow that its text names.
  const ExplicitAuthFlows = ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'] as string[] as ExplicitAuthFlowsType[]
  const update = { UserPoolId: shop.id, ClientId: 'courierid', ExplicitAuthFlows }
  await expect(world.sdk.send(new UpdateUserPoolClientCommand(update))).rejects.toBeInstanceOf(
    InvalidParameterException,
  )
})
