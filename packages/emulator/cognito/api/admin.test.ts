import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AliasExistsException,
  ConfirmSignUpCommand,
  InvalidPasswordException,
  NotAuthorizedException,
  ResourceNotFoundException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { plain, shop } from '../testing/pools.ts'
import { auth, sdkRefresh, sdkSignIn, target } from '../testing/sdk.ts'
import type { World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

describe('administration', () => {
  const create = (Username: string) =>
    world.sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: shop.id,
        Username,
        MessageAction: 'SUPPRESS',
        TemporaryPassword: 'temporary 1',
      }),
    )

  test('AdminGetUser finds a user by sub and by e-mail, in their own pool only', async () => {
    const bySub = await world.sdk.send(new AdminGetUserCommand(target(world)))
    expect(bySub).toMatchObject({ Username: world.person.sub, Enabled: true, UserStatus: 'CONFIRMED' })
    expect(bySub.UserCreateDate?.getTime()).toBeGreaterThan(Date.now() - 600_000)
    const byEmail = await world.sdk.send(new AdminGetUserCommand({ ...target(world), Username: world.person.email }))
    expect(byEmail.Username).toBe(world.person.sub)
    const elsewhere = world.sdk.send(new AdminGetUserCommand({ ...target(world), UserPoolId: plain.id }))
    await expect(elsewhere).rejects.toBeInstanceOf(UserNotFoundException)
    const nowhere = world.sdk.send(new AdminGetUserCommand({ ...target(world), UserPoolId: 'us-east-1_None' }))
    await expect(nowhere).rejects.toBeInstanceOf(ResourceNotFoundException)
  })

  test('a created user gets no token before a permanent password, which must meet the policy', async () => {
    const { User } = await create('new@shop.example')
    expect(User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD')
    await expect(create('new@shop.example')).rejects.toBeInstanceOf(UsernameExistsException)
    const tryPassword = (PASSWORD: string) => auth(world, { USERNAME: 'new@shop.example', PASSWORD })
    expect((await tryPassword('temporary 1')).AuthenticationResult).toBeUndefined()
    const set = (Password: string) =>
      world.sdk.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: shop.id,
          Username: 'new@shop.example',
          Password,
          Permanent: true,
        }),
      )
    await expect(set('short')).rejects.toBeInstanceOf(InvalidPasswordException)
    await set('permanent 1')
    await expect(tryPassword('temporary 1')).rejects.toBeInstanceOf(NotAuthorizedException)
    await expect(tryPassword('permanent 1')).resolves.toBeDefined()
  })

  test('a changed attribute reaches the trigger at the next refresh', async () => {
    const { RefreshToken } = await sdkSignIn(world)
    const change = (Value: string) =>
      world.sdk.send(
        new AdminUpdateUserAttributesCommand({ ...target(world), UserAttributes: [{ Name: 'custom:tier', Value }] }),
      )
    await change('south')
    await sdkRefresh(world, RefreshToken)
    expect(world.events.at(-1)?.request.userAttributes).toMatchObject({ 'custom:tier': 'south' })
  })

  test('two users cannot have one e-mail', async () => {
    const { User } = await create('twin@shop.example')
    const UserAttributes = [{ Name: 'email', Value: world.person.email }]
    const steal = new AdminUpdateUserAttributesCommand({
      UserPoolId: shop.id,
      Username: User?.Username,
      UserAttributes,
    })
    await expect(world.sdk.send(steal)).rejects.toBeInstanceOf(AliasExistsException)
  })
})

test('an operation that is not emulated is a clear error and never a success', async () => {
  const confirm = new ConfirmSignUpCommand({ ClientId: 'appid', Username: 'x', ConfirmationCode: '1' })
  const refused = await world.sdk.send(confirm).catch((error: unknown) => error)
  expect(refused).toMatchObject({ name: 'UnknownOperationException' })
  expect(String(refused)).toContain('does not emulate `ConfirmSignUp`')
})
