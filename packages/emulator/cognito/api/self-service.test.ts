import {
  AdminGetUserCommand,
  GetUserCommand,
  InvalidParameterException,
  NotAuthorizedException,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { signIn } from '../testing/oauth.ts'
import { clients } from '../testing/pools.ts'
import { sdkSignIn, target } from '../testing/sdk.ts'
import { answering, type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

describe('a person’s own operations', () => {
  test('GetUser shows what the client may read', async () => {
    const { AccessToken } = await sdkSignIn(world)
    const { Username, UserAttributes } = await world.sdk.send(new GetUserCommand({ AccessToken }))
    expect(Username).toBe(world.person.sub)
    expect(UserAttributes?.map(({ Name }) => Name).sort()).toEqual(['custom:tenant', 'email', 'email_verified', 'sub'])
  })

  test('GetUser needs an access token with aws.cognito.signin.user.admin, unexpired, of this issuer', async () => {
    const { tokens } = await signIn(world, clients.web)
    const { AccessToken, IdToken } = await sdkSignIn(world)
    const get = (token: string) => world.sdk.send(new GetUserCommand({ AccessToken: token }))
    await expect(get(tokens.access_token)).rejects.toThrow('does not have required scopes')
    await expect(get(IdToken)).rejects.toThrow('Invalid Access Token')
    await expect(get('garbage')).rejects.toThrow('Invalid Access Token')
    world.now += 901_000
    await expect(get(AccessToken)).rejects.toThrow('Invalid Access Token')
  })

  test('GetUser refuses a token whose trigger took the self-service scope away', async () => {
    world.trigger = answering({ accessTokenGeneration: { scopesToSuppress: ['aws.cognito.signin.user.admin'] } })
    const { AccessToken } = await sdkSignIn(world)
    expect(decodeJwt(AccessToken)['scope']).toBe('')
    await expect(world.sdk.send(new GetUserCommand({ AccessToken }))).rejects.toThrow('does not have required scopes')
  })

  test('UpdateUserAttributes writes what the client may write, and nothing of it when one is not allowed', async () => {
    const { AccessToken } = await sdkSignIn(world)
    const update = (UserAttributes: { Name: string; Value: string }[]) =>
      world.sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }))
    const both = [
      { Name: 'name', Value: 'Eve' },
      { Name: 'custom:tenant', Value: 'south' },
    ]
    await expect(update(both)).rejects.toBeInstanceOf(NotAuthorizedException)
    await expect(update([{ Name: 'sub', Value: 'x' }])).rejects.toBeInstanceOf(InvalidParameterException)
    const read = async () => (await world.sdk.send(new AdminGetUserCommand(target(world)))).UserAttributes
    expect(await read()).toEqual(
      expect.arrayContaining([
        { Name: 'name', Value: 'Amy' },
        { Name: 'custom:tenant', Value: 'north' },
      ]),
    )
    await update([{ Name: 'name', Value: 'Amy A.' }])
    expect(await read()).toEqual(expect.arrayContaining([{ Name: 'name', Value: 'Amy A.' }]))
  })
})
