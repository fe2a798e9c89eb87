/** Sign-in by a server with AWS credentials, and what the log says of refusals. */
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  type AuthFlowType,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clients, plain, shop } from '../testing/pools.ts'
import { auth, credentials } from '../testing/sdk.ts'
import { startWorld, type World } from '../testing/world.ts'

const server = {
  ...clients.app,
  id: 'serverid',
  authFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
}
let world: World
const log: string[] = []
beforeAll(async () => {
  world = await startWorld([{ ...shop, clients: [...shop.clients, server] }, plain], (line) => log.push(line))
})
afterAll(() => world.stop())

const begin = (
  AuthParameters: Record<string, string>,
  AuthFlow: AuthFlowType,
  ClientId = server.id,
  UserPoolId = shop.id,
) => world.sdk.send(new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow, AuthParameters }))

test('signs in by password under both names of the flow, and refreshes', async () => {
  for (const flow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const) {
    const { AuthenticationResult } = await begin(credentials(world), flow)
    expect(decodeJwt(AuthenticationResult?.AccessToken ?? '')).toMatchObject({ sub: world.person.sub })
    const REFRESH_TOKEN = AuthenticationResult?.RefreshToken ?? ''
    expect((await begin({ REFRESH_TOKEN }, 'REFRESH_TOKEN_AUTH')).AuthenticationResult?.AccessToken).toBeDefined()
  }
})

test('answers challenges, whose ClientMetadata reaches the trigger', async () => {
  const Username = 'hired@shop.example'
  const TemporaryPassword = 'temporary 1'
  await world.sdk.send(new AdminCreateUserCommand({ UserPoolId: shop.id, Username, TemporaryPassword }))
  const { ChallengeName, Session } = await begin(
    { USERNAME: Username, PASSWORD: TemporaryPassword },
    'ADMIN_USER_PASSWORD_AUTH',
  )
  const ChallengeResponses = { USERNAME: Username, NEW_PASSWORD: 'battery staple 5' }
  const input = { ClientId: server.id, ChallengeName, ChallengeResponses, Session, ClientMetadata: { from: 'server' } }
  const { AuthenticationResult } = await world.sdk.send(
    new AdminRespondToAuthChallengeCommand({ UserPoolId: shop.id, ...input }),
  )
  expect(AuthenticationResult?.AccessToken).toBeDefined()
  expect(world.events.at(-1)?.request.clientMetadata).toEqual({ from: 'server' })
})

test('each flow needs its permission, and the client its pool', async () => {
  await expect(begin(credentials(world), 'ADMIN_USER_PASSWORD_AUTH', 'appid')).rejects.toThrow('not enabled')
  await expect(auth(world, credentials(world), server.id)).rejects.toThrow('not enabled')
  await expect(auth(world, credentials(world), 'appid', 'ADMIN_USER_PASSWORD_AUTH')).rejects.toThrow('does not emulate')
  await expect(begin(credentials(world), 'ADMIN_USER_PASSWORD_AUTH', server.id, plain.id)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  const unknown = new RespondToAuthChallengeCommand({ ClientId: server.id, ChallengeName: 'SMS_MFA' })
  await expect(world.sdk.send(unknown)).rejects.toThrow('it asks PASSWORD_VERIFIER')
})

test('the log has the reason of each refusal, which the answer hides, and no password', async () => {
  log.length = 0
  await expect(auth(world, { USERNAME: 'no\u001b\n@shop.example', PASSWORD: 'a guess 1' })).rejects.toThrow('Incorrect')
  await expect(auth(world, { ...credentials(world), PASSWORD: 'a guess 2' })).rejects.toThrow('Incorrect')
  await expect(auth(world, {}, 'made\u001b\nup')).rejects.toThrow('made')
  const call = 'AWSCognitoIdentityProviderService.InitiateAuth refused: '
  expect(log).toEqual([
    `${call}NotAuthorizedException: there is no such user`,
    `${call}NotAuthorizedException: the password is wrong`,
    `${call}ResourceNotFoundException: User pool client made??up does not exist.`,
  ])
})
