/** A person's first days: SRP as the library does it, the temporary password (cases 7 and 9). */
import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { libraryUser, outcome, srpSignIn } from '../testing/identity-js.ts'
import { shop } from '../testing/pools.ts'
import type { World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

test('case 7: the library signs in by SRP, which sends no password', async () => {
  const user = libraryUser(world, world.person.email)
  const { session } = await srpSignIn(user, world.person.email, world.person.password)
  expect(decodeJwt(session?.getAccessToken().getJwtToken() ?? '')).toMatchObject({ sub: world.person.sub })
  expect(user.getUsername()).toBe(world.person.sub)
})

test('case 9: who was created with a temporary password chooses one of their own, and signs in with it', async () => {
  const [email, temporary, own] = ['new@shop.example', 'temporary 1', 'my own password 1']
  await world.sdk.send(
    new AdminCreateUserCommand({
      UserPoolId: shop.id,
      Username: email,
      TemporaryPassword: temporary,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'custom:tenant', Value: 'north' }],
    }),
  )
  const user = libraryUser(world, email)
  expect(await srpSignIn(user, email, temporary)).toEqual({ kind: 'newPassword' })
  const weak = outcome((callbacks) => user.completeNewPasswordChallenge('short', {}, callbacks))
  await expect(weak).rejects.toMatchObject({ code: 'InvalidPasswordException' })
  const done = await outcome((callbacks) => user.completeNewPasswordChallenge(own, {}, callbacks))
  expect(done.kind).toBe('session')
  expect(world.events.map(({ triggerSource }) => triggerSource)).toEqual(['TokenGeneration_NewPasswordChallenge'])
  expect((await srpSignIn(libraryUser(world, email), email, own)).kind).toBe('session')
  await expect(srpSignIn(libraryUser(world, email), email, temporary)).rejects.toMatchObject({
    code: 'NotAuthorizedException',
  })
})

test('who chooses the first password cannot take somebody else’s address along', async () => {
  const [email, temporary, own] = ['taker@shop.example', 'temporary 1', 'my own password 1']
  const take = async () => {
    const user = libraryUser(world, email)
    await srpSignIn(user, email, temporary)
    return outcome((callbacks) => user.completeNewPasswordChallenge(own, { email: world.person.email }, callbacks))
  }
  await world.sdk.send(
    new AdminCreateUserCommand({
      UserPoolId: shop.id,
      Username: email,
      TemporaryPassword: temporary,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    }),
  )
  await world.restart([{ ...shop, keepOriginal: [] }])
  await expect(take()).rejects.toMatchObject({ code: 'AliasExistsException' })
  // The refusal changed nothing: the temporary password still counts. Where the old address is kept, the new one waits.
  await world.restart()
  const done = await take()
  const claims = decodeJwt((done.kind === 'session' ? done.session?.getIdToken().getJwtToken() : undefined) ?? '')
  expect(claims).toMatchObject({ email, email_verified: true })
  expect(world.lines.at(-1)).toMatch(`mail to ${world.person.email}: Your code`)
})
