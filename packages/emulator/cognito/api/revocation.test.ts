import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  NotAuthorizedException,
  RevokeTokenCommand,
  UnauthorizedException,
  UnsupportedTokenTypeException,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { sdkRefresh, sdkSignIn, target } from '../testing/sdk.ts'
import { answering, type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

describe('revocation', () => {
  const dead = async ({ AccessToken, RefreshToken }: { AccessToken: string; RefreshToken: string }) => {
    await expect(sdkRefresh(world, RefreshToken)).rejects.toBeInstanceOf(NotAuthorizedException)
    await expect(world.sdk.send(new GetUserCommand({ AccessToken }))).rejects.toThrow('Access Token has been revoked')
  }

  test('RevokeToken ends one family and no other, and may be repeated', async () => {
    const [one, other] = [await sdkSignIn(world), await sdkSignIn(world)]
    const revoke = new RevokeTokenCommand({ Token: one.RefreshToken, ClientId: 'appid' })
    await world.sdk.send(revoke)
    await world.sdk.send(revoke)
    await dead(one)
    await expect(sdkRefresh(world, other.RefreshToken)).resolves.toBeDefined()
  })

  test('RevokeToken refuses an access token, another client’s token and a wrong secret', async () => {
    const { AccessToken, RefreshToken } = await sdkSignIn(world)
    const revoke = (Token: string, ClientId: string, ClientSecret?: string) =>
      world.sdk.send(new RevokeTokenCommand({ Token, ClientId, ClientSecret }))
    await expect(revoke(AccessToken, 'appid')).rejects.toBeInstanceOf(UnsupportedTokenTypeException)
    await expect(revoke(RefreshToken, 'webid')).rejects.toBeInstanceOf(UnauthorizedException)
    await expect(revoke(RefreshToken, 'vaultid', 'guess')).rejects.toBeInstanceOf(NotAuthorizedException)
    await expect(revoke(RefreshToken, 'vaultid')).rejects.toBeInstanceOf(NotAuthorizedException)
    await expect(sdkRefresh(world, RefreshToken)).resolves.toBeDefined()
  })

  test('GlobalSignOut and AdminUserGlobalSignOut end all of the person’s families', async () => {
    const [one, two] = [await sdkSignIn(world), await sdkSignIn(world)]
    await world.sdk.send(new GlobalSignOutCommand({ AccessToken: one.AccessToken }))
    await dead(one)
    await dead(two)
    const three = await sdkSignIn(world)
    await world.sdk.send(new AdminUserGlobalSignOutCommand(target(world)))
    await dead(three)
  })

  test('AdminDisableUser ends them too, and AdminEnableUser does not bring them back', async () => {
    const tokens = await sdkSignIn(world)
    await world.sdk.send(new AdminDisableUserCommand(target(world)))
    await expect(sdkSignIn(world)).rejects.toThrow('User is disabled.')
    await world.sdk.send(new AdminEnableUserCommand(target(world)))
    await dead(tokens)
    await expect(sdkSignIn(world)).resolves.toBeDefined()
  })

  test('of a family spares the trigger: a revoked refresh token does not even run it', async () => {
    const { RefreshToken } = await sdkSignIn(world)
    await world.sdk.send(new AdminUserGlobalSignOutCommand(target(world)))
    world.events.length = 0
    await expect(sdkRefresh(world, RefreshToken)).rejects.toThrow('Refresh Token has been revoked')
    expect(world.events).toEqual([])
  })

  test('of a user who is disabled while the trigger still thinks leaves no token behind', async () => {
    world.trigger = async (event) => {
      await world.sdk.send(new AdminDisableUserCommand(target(world)))
      return answering(null)(event)
    }
    await expect(sdkSignIn(world)).rejects.toThrow('User is disabled.')
    await world.sdk.send(new AdminEnableUserCommand(target(world)))
  })
})
