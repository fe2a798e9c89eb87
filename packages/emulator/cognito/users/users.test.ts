/** Case 1 and 2 of the field cases: names in any case, and attributes by the pool's schema. */
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  SignUpCommand,
  UpdateUserAttributesCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { givenWorld } from '../testing/given-world.ts'
import { authorizeUrl } from '../testing/oauth.ts'
import { plain, shop } from '../testing/pools.ts'
import { auth, sdkSignIn, target } from '../testing/sdk.ts'
import type { World } from '../testing/world.ts'
import { missingAttributes } from './schema.ts'

let world: World
givenWorld((started) => {
  world = started
})

/** What the call was refused with. */
const refusal = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => String(error),
  )

let users = 0
const create = (UserAttributes: AttributeType[], Username = `new-${users++}@shop.example`, rest = {}) =>
  world.sdk.send(
    new AdminCreateUserCommand({ UserPoolId: shop.id, Username, MessageAction: 'SUPPRESS', UserAttributes, ...rest }),
  )
const update = (UserAttributes: AttributeType[]) =>
  world.sdk.send(new AdminUpdateUserAttributesCommand({ ...target(world), UserAttributes }))
const attributes = async (): Promise<Record<string, string>> => {
  const { UserAttributes = [] } = await world.sdk.send(new AdminGetUserCommand(target(world)))
  return Object.fromEntries(UserAttributes.map(({ Name = '', Value = '' }): [string, string] => [Name, Value]))
}

const nonconforming = 'InvalidParameterException: Attributes did not conform to the schema: '

test.each<[string, AttributeType, string]>([
  [
    'is not in the schema',
    { Name: 'custom:moon', Value: 'x' },
    `${nonconforming}custom:moon: Attribute does not exist in the schema.`,
  ],
  ['is too long', { Name: 'custom:tier', Value: 'x'.repeat(2049) }, 'InvalidParameterException: '],
  ['is no number', { Name: 'custom:seats', Value: '1.5' }, `${nonconforming}custom:seats: The value must be a number.`],
  [
    'is too large a number',
    { Name: 'custom:seats', Value: '10' },
    `${nonconforming}custom:seats: The value must be from 1 to 9.`,
  ],
  ['is no time', { Name: 'custom:since', Value: 'x' }, `${nonconforming}custom:since: The value must be a time.`],
  [
    'is neither true nor false',
    { Name: 'custom:trial', Value: '1' },
    `${nonconforming}custom:trial: The value must be true or false.`,
  ],
  [
    'is no telephone number',
    { Name: 'phone_number', Value: '0123' },
    'InvalidParameterException: Invalid phone number format.',
  ],
  [
    'is a standard text that is too short',
    { Name: 'birthdate', Value: '1.1.' },
    `${nonconforming}birthdate: The length must be from 10 to 10.`,
  ],
])('an attribute that %s is refused at creation and at an update', async (_, attribute, words) => {
  expect(await refusal(create([attribute]))).toContain(words)
  expect(await refusal(update([attribute]))).toContain(words)
})

test('an attribute that is not mutable is set when the user is made, and never again by anybody', async () => {
  expect(await refusal(create([{ Name: 'custom:tenant', Value: 'south' }]))).toBe('done')
  expect(await refusal(create([{ Name: 'custom:tenant', Value: 'x'.repeat(33) }]))).toContain('from 1 to 32')
  const before = await attributes()
  const words = 'InvalidParameterException: user.custom:tenant: Attribute cannot be updated.'
  expect(
    await refusal(
      update([
        { Name: 'name', Value: 'Eve' },
        { Name: 'custom:tenant', Value: 'south' },
      ]),
    ),
  ).toBe(words)
  expect(await attributes()).toEqual(before)
  const { User } = await create([], 'unset@shop.example')
  const late = new AdminUpdateUserAttributesCommand({
    ...target(world),
    Username: User?.Username,
    UserAttributes: [{ Name: 'custom:tenant', Value: 'south' }],
  })
  expect(await refusal(world.sdk.send(late))).toBe(words)
})

test('a blank value takes an attribute away', async () => {
  await update([{ Name: 'custom:tier', Value: 'gold' }])
  expect(await attributes()).toHaveProperty('custom:tier', 'gold')
  await update([{ Name: 'custom:tier', Value: '' }])
  expect(await attributes()).not.toHaveProperty('custom:tier')
})

test('people write what their client may write, and nothing that says an address is proven', async () => {
  const pool = {
    ...shop,
    clients: shop.clients.map((client) => ({ ...client, writeAttributes: ['name', 'custom:seats', 'email_verified'] })),
  }
  await world.restart([pool, plain])
  const { AccessToken } = await sdkSignIn(world)
  const write = (Name: string, Value: string) =>
    refusal(world.sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] })))
  const unauthorized = 'NotAuthorizedException: A client attempted to write unauthorized attribute'
  expect(await write('custom:tenant', 'south')).toBe(unauthorized)
  expect(await write('email_verified', 'true')).toBe(unauthorized)
  expect(await write('custom:seats', '99')).toContain('The value must be from 1 to 9.')
  expect(await write('name', 'Amy')).toBe('done')
  await world.restart()
})

test('what is required cannot be left out by people or taken away', async () => {
  const attributes = shop.attributes.map((each) => ({ ...each, required: each.required || each.name === 'name' }))
  expect(missingAttributes({ attributes }, { email: 'a@b.example' })).toEqual(['name'])
  await world.restart([{ ...shop, attributes }, plain])
  expect(await refusal(create([]))).toBe('done')
  expect(await refusal(update([{ Name: 'name', Value: '' }]))).toBe(`${nonconforming}name: The attribute is required`)
  await world.restart()
})

test('where case does not count, a name signs in and is taken in any case', async () => {
  const signIn = (email: string) => auth(world, { USERNAME: email, PASSWORD: world.person.password })
  const shouted = world.person.email.toUpperCase()
  expect((await signIn(shouted)).AuthenticationResult).toBeDefined()
  expect((await new Browser().signIn(authorizeUrl(world), shouted, world.person.password)).status).toBe(303)
  expect(await refusal(create([], shouted))).toContain('UsernameExistsException')
  const twin = await create([], 'twin@shop.example')
  const rename = new AdminUpdateUserAttributesCommand({
    ...target(world),
    Username: twin.User?.Username,
    UserAttributes: [{ Name: 'email', Value: shouted }],
  })
  expect(await refusal(world.sdk.send(rename))).toContain('AliasExistsException')
  await world.restart([{ ...shop, caseSensitive: true }, plain])
  expect(await refusal(signIn(shouted))).toContain('Incorrect username or password.')
  expect(await refusal(create([], 'TWIN@shop.example'))).toBe('done')
  await world.restart()
})

test.each<[string, string]>([
  ['Short 1', 'Password not long enough'],
  ['all lower 1', 'Password must have uppercase characters'],
  ['ALL UPPER 1', 'Password must have lowercase characters'],
  ['No Number Here', 'Password must have numeric characters'],
  ['NoSymbolHere1', 'Password must have symbol characters'],
])('the password `%s` is refused: %s', async (Password, words) => {
  const passwordPolicy = {
    MinimumLength: 10,
    RequireLowercase: true,
    RequireUppercase: true,
    RequireNumbers: true,
    RequireSymbols: true,
    TemporaryPasswordValidityDays: 3,
  }
  await world.restart([{ ...shop, passwordPolicy }, plain])
  const set = new AdminSetUserPasswordCommand({ ...target(world), Password, Permanent: true })
  expect(await refusal(world.sdk.send(set))).toBe(
    `InvalidPasswordException: Password did not conform with policy: ${words}`,
  )
  await world.restart()
})

test('a temporary password lets in for as long as the policy says', async () => {
  const USERNAME = 'late@shop.example'
  await create([], USERNAME, { TemporaryPassword: 'temporary 1' })
  const signIn = () => refusal(auth(world, { USERNAME, PASSWORD: 'temporary 1' }))
  const expired = 'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.'
  world.now += shop.passwordPolicy.TemporaryPasswordValidityDays * 86_400_000 - 1000
  expect(await signIn()).not.toBe(expired)
  world.now += 2000
  expect(await signIn()).toBe(expired)
})

test('people cannot make themselves users: Cognito’s refusal, or ours where Cognito would have none', async () => {
  const signUp = () =>
    refusal(
      world.sdk.send(new SignUpCommand({ ClientId: 'appid', Username: 'a@b.example', Password: 'battery staple 1' })),
    )
  expect(await signUp()).toBe('NotAuthorizedException: SignUp is not permitted for this user pool')
  await world.sdk.send(new UpdateUserPoolCommand({ UserPoolId: shop.id }))
  expect(await signUp()).toContain('InvalidParameterException: The local stack does not emulate `SignUp`')
  await world.restart()
})

test('UpdateUserPool takes the whole password policy, and its own default where it is left out', async () => {
  const set = (Password: string) =>
    refusal(world.sdk.send(new AdminSetUserPasswordCommand({ ...target(world), Password, Permanent: true })))
  const PasswordPolicy = { MinimumLength: 20 }
  await world.sdk.send(new UpdateUserPoolCommand({ UserPoolId: shop.id, Policies: { PasswordPolicy } }))
  expect(await set('battery staple 1')).toContain('Password not long enough')
  expect(await set('correct horse battery staple')).toBe('done')
  await world.sdk.send(new UpdateUserPoolCommand({ UserPoolId: shop.id }))
  expect(await set('correct horse battery staple')).toContain('uppercase')
  await world.restart()
  await set(world.person.password)
})
