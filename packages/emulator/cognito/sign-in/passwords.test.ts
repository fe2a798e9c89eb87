/** Passwords changed, forgotten, sent and taken away, from the library and the AWS SDK. */
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { secretHash } from '../secrets.ts'
import { called, libraryUser, srpSignIn } from '../testing/identity-js.ts'
import { clients, shop } from '../testing/pools.ts'
import { auth, sdkRefresh, target } from '../testing/sdk.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
const log: string[] = []
beforeAll(async () => {
  world = await startWorld([shop], (line) => log.push(line))
})
let hours = 0
beforeEach(async () => {
  // Each test in an hour of its own: attempts are counted by the hour.
  world.now = Date.now() + 2 * hours++ * 3_600_000
  log.length = 0
  const { password: Password } = world.person
  await world.sdk.send(new AdminSetUserPasswordCommand({ ...target(world), Password, Permanent: true }))
})
afterAll(() => world.stop())

const signsIn = async (password: string, USERNAME = world.person.email) =>
  (await auth(world, { USERNAME, PASSWORD: password })).AuthenticationResult !== undefined

/** The last mail, as the log announces it. */
const mail = () => log.findLast((line) => line.startsWith('mail to ')) ?? ''
const codeIn = (text: string) => /\b\d{6}\b/.exec(text)?.[0] ?? ''
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

const forgot = (Username: string, ClientId = 'appid', SecretHash?: string) =>
  world.sdk.send(new ForgotPasswordCommand({ ClientId, Username, SecretHash }))
const confirm = (ConfirmationCode: string, Password: string, Username = world.person.email) =>
  world.sdk.send(new ConfirmForgotPasswordCommand({ ClientId: 'appid', Username, ConfirmationCode, Password }))

test('the library changes a password, for who knows the old one', async () => {
  const user = libraryUser(world, world.person.email)
  await srpSignIn(user, world.person.email, world.person.password)
  const change = (from: string, to: string) => called((done) => user.changePassword(from, to, done))
  await expect(change('a guess 1', 'battery staple 9')).rejects.toThrow('Incorrect username or password.')
  await expect(change(world.person.password, 'short')).rejects.toMatchObject({ code: 'InvalidPasswordException' })
  expect(await change(world.person.password, 'battery staple 9')).toEqual(['SUCCESS'])
  expect(await signsIn('battery staple 9')).toBe(true)
  await expect(signsIn(world.person.password)).rejects.toThrow('Incorrect')
  const again = libraryUser(world, world.person.email)
  expect((await srpSignIn(again, world.person.email, 'battery staple 9')).kind).toBe('session')
})

test('the library resets a forgotten password by the code that was mailed, once', async () => {
  const user = libraryUser(world, world.person.email)
  const sent = await new Promise((resolve, reject) =>
    user.forgotPassword({ onSuccess: resolve, onFailure: reject, inputVerificationCode: resolve }),
  )
  expect(sent).toMatchObject({
    CodeDeliveryDetails: { Destination: 'a***@s***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  })
  expect(mail()).toContain(`mail to ${world.person.email}: Your code`)
  const code = codeIn(mail())
  const reset = (given: string, password: string) =>
    new Promise((onSuccess, onFailure) => user.confirmPassword(given, password, { onSuccess, onFailure }))
  await expect(reset(another(code), 'battery staple 8')).rejects.toMatchObject({ code: 'CodeMismatchException' })
  await expect(reset(code, 'short')).rejects.toMatchObject({ code: 'InvalidPasswordException' })
  await reset(code, 'battery staple 8')
  expect(await signsIn('battery staple 8')).toBe(true)
  await expect(reset(code, 'battery staple 7')).rejects.toMatchObject({ code: 'CodeMismatchException' })
})

test('a code lives an hour, and a new one replaces it', async () => {
  await forgot(world.person.email)
  const first = codeIn(mail())
  await forgot(world.person.email)
  const second = codeIn(mail())
  // One time in a million they are the same.
  const old = first === second ? another(second) : first
  await expect(confirm(old, 'battery staple 8')).rejects.toThrow('Invalid verification code')
  world.now += 3_600_000
  await expect(confirm(second, 'battery staple 8')).rejects.toMatchObject({ name: 'ExpiredCodeException' })
  expect(await signsIn(world.person.password)).toBe(true)
})

test('requests and guesses are limited by the hour', async () => {
  for (let time = 0; time < 5; time++) await forgot(world.person.email)
  await expect(forgot(world.person.email)).rejects.toMatchObject({ name: 'LimitExceededException' })
  const code = codeIn(mail())
  for (let guess = 0; guess < 5; guess++) {
    await expect(confirm(another(code), 'battery staple 8')).rejects.toMatchObject({ name: 'CodeMismatchException' })
  }
  await expect(confirm(code, 'battery staple 8')).rejects.toMatchObject({ name: 'LimitExceededException' })
  world.now += 3_600_001
  await expect(forgot(world.person.email)).resolves.toBeDefined()
  await expect(confirm(codeIn(mail()), 'battery staple 8')).resolves.toBeDefined()
})

test('somebody who does not exist is answered like anybody else, or named where the client wants it', async () => {
  expect(await forgot('nobody@shop.example')).toMatchObject({
    CodeDeliveryDetails: { Destination: 'n***@s***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  })
  expect(mail()).toBe('')
  await expect(confirm('123456', 'battery staple 8', 'nobody@shop.example')).rejects.toThrow(
    'Invalid verification code',
  )
  const hash = secretHash(clients.vault.secret ?? '', 'nobody@shop.example', 'vaultid')
  await expect(forgot('nobody@shop.example', 'vaultid', hash)).rejects.toMatchObject({ name: 'UserNotFoundException' })
  await expect(forgot('nobody@shop.example', 'vaultid')).rejects.toMatchObject({ name: 'NotAuthorizedException' })
})

test('an administrator takes a password away: no sign-in until the mailed code made another', async () => {
  await world.sdk.send(new AdminResetUserPasswordCommand(target(world)))
  await expect(signsIn(world.person.password)).rejects.toMatchObject({ name: 'PasswordResetRequiredException' })
  await expect(
    srpSignIn(libraryUser(world, world.person.email), world.person.email, world.person.password),
  ).rejects.toMatchObject({ code: 'PasswordResetRequiredException' })
  await confirm(codeIn(mail()), 'battery staple 8')
  expect(await signsIn('battery staple 8')).toBe(true)
})

test('nobody resets a password that no code can reach, nor where the pool leaves that to administrators', async () => {
  const Username = 'unproven@shop.example'
  const reset = () => world.sdk.send(new AdminResetUserPasswordCommand({ UserPoolId: shop.id, Username }))
  await world.sdk.send(new AdminCreateUserCommand({ UserPoolId: shop.id, Username, TemporaryPassword: 'temporary 1' }))
  await expect(reset()).rejects.toThrow('User password cannot be reset in the current state.')
  const Password = 'battery staple 5'
  await world.sdk.send(new AdminSetUserPasswordCommand({ UserPoolId: shop.id, Username, Password, Permanent: true }))
  await expect(reset()).rejects.toThrow('no registered/verified email')
  expect(await signsIn(Password, Username)).toBe(true)
  log.length = 0
  expect((await forgot(Username)).CodeDeliveryDetails?.Destination).toBe('u***@s***')
  expect([mail(), log.join()]).toEqual(['', expect.stringContaining('no code was sent')])
  await world.restart([{ ...shop, recovery: ['admin_only'] }])
  await expect(forgot(world.person.email)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  await world.restart()
})

test('an invitation carries the temporary password, and another one can be sent', async () => {
  const Username = 'guest@shop.example'
  const create = (MessageAction?: 'RESEND') =>
    world.sdk.send(new AdminCreateUserCommand({ UserPoolId: shop.id, Username, MessageAction }))
  const invited = () => /password is (\S+)$/.exec(mail())?.[1] ?? ''
  await create()
  const first = invited()
  const asked = async (PASSWORD: string) => (await auth(world, { USERNAME: Username, PASSWORD })).ChallengeName
  expect(await asked(first)).toBe('NEW_PASSWORD_REQUIRED')
  await create('RESEND')
  expect(await asked(invited())).toBe('NEW_PASSWORD_REQUIRED')
  await expect(asked(first)).rejects.toThrow('Incorrect')
  await expect(forgot(Username)).rejects.toThrow('User password cannot be reset in the current state.')
  await world.sdk.send(
    new AdminSetUserPasswordCommand({ UserPoolId: shop.id, Username, Password: 'battery staple 7', Permanent: true }),
  )
  await expect(create('RESEND')).rejects.toMatchObject({ name: 'UnsupportedUserStateException' })
})

test('a deleted user is gone, and so are the tokens', async () => {
  const email = 'leaver@shop.example'
  await world.cognito.ensureUser({ pool: shop.id, email, password: 'battery staple 6', attributes: {} })
  const signIn = () => auth(world, { USERNAME: email, PASSWORD: 'battery staple 6' })
  const { AuthenticationResult: { AccessToken, RefreshToken = '' } = {} } = await signIn()
  await world.sdk.send(new AdminDeleteUserCommand({ UserPoolId: shop.id, Username: email }))
  await expect(world.sdk.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  })
  await expect(sdkRefresh(world, RefreshToken)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  await expect(signIn()).rejects.toThrow('Incorrect username or password.')
  await world.cognito.ensureUser({ pool: shop.id, email, password: 'battery staple 6', attributes: {} })
  const user = libraryUser(world, email)
  await srpSignIn(user, email, 'battery staple 6')
  expect(await called((done) => user.deleteUser(done))).toEqual(['SUCCESS'])
  await expect(signIn()).rejects.toThrow('Incorrect username or password.')
})

test('after five wrong passwords the right one is refused too, for longer each time; a quiet quarter of an hour ends it', async () => {
  for (let guess = 0; guess < 5; guess++) await expect(signsIn('a guess 1')).rejects.toThrow('Incorrect')
  const locked = { name: 'NotAuthorizedException', message: 'Password attempts exceeded' }
  await expect(signsIn(world.person.password)).rejects.toMatchObject(locked)
  await expect(srpSignIn(libraryUser(world, world.person.email), world.person.email, 'x')).rejects.toMatchObject({
    message: 'Password attempts exceeded',
  })
  world.now += 1001
  await expect(signsIn('a guess 1')).rejects.toThrow('Incorrect')
  world.now += 1001
  await expect(signsIn(world.person.password)).rejects.toMatchObject(locked)
  world.now += 1000
  expect(await signsIn(world.person.password)).toBe(true)
  await expect(signsIn('a guess 1')).rejects.toThrow('Incorrect')
  expect(await signsIn(world.person.password)).toBe(true)
  for (let guess = 0; guess < 4; guess++) await expect(signsIn('a guess 1')).rejects.toThrow('Incorrect')
  world.now += 15 * 60_000
  await expect(signsIn('a guess 1')).rejects.toThrow('Incorrect')
  expect(await signsIn(world.person.password)).toBe(true)
  for (let guess = 0; guess < 5; guess++) await expect(signsIn('x', 'nobody@shop.example')).rejects.toThrow('Incorrect')
  await expect(signsIn('x', 'nobody@shop.example')).rejects.toMatchObject(locked)
})
