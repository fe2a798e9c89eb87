/** People who change their e-mail address, with the library. */
import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { type CognitoUser, CognitoUserAttribute } from 'amazon-cognito-identity-js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { called, libraryUser, srpSignIn } from '../testing/identity-js.ts'
import { shop } from '../testing/pools.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
const log: string[] = []
beforeAll(async () => {
  world = await startWorld([shop], (line) => log.push(line))
})
afterAll(() => world.stop())

let user: CognitoUser
let sub: string
beforeEach(async ({ task }) => {
  world.now = Date.now()
  await world.restart([shop])
  const [email, password] = [`${task.id}@shop.example`, 'correct horse 1']
  sub = await world.cognito.ensureUser({ pool: shop.id, email, password, attributes: {} })
  user = libraryUser(world, email)
  await srpSignIn(user, email, password)
})

const change = async (Value: string) => {
  const [, details] = await called((done) =>
    user.updateAttributes([new CognitoUserAttribute({ Name: 'email', Value })], done),
  )
  return details
}
const verify = (code: string) =>
  new Promise((onSuccess, onFailure) => user.verifyAttribute('email', code, { onSuccess, onFailure }))
const sendAgain = () =>
  new Promise((resolve, reject) =>
    user.getAttributeVerificationCode('email', {
      onSuccess: resolve,
      onFailure: reject,
      inputVerificationCode: resolve,
    }),
  )
/** The code and where it went, as the log announces the mail. */
const mail = () => /^mail to (\S+): Your code: Your code is (\d{6})$/.exec(log.at(-1) ?? '')?.slice(1) ?? []
const another = (code = '') => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const known = async () => {
  const { UserAttributes = [] } = await world.sdk.send(new AdminGetUserCommand({ UserPoolId: shop.id, Username: sub }))
  const of = (name: string) => UserAttributes.find(({ Name }) => Name === name)?.Value
  return [of('email'), of('email_verified')]
}

test('a new address waits until its code proves it; the old one holds meanwhile', async () => {
  const before = await known()
  expect(await change('new@shop.example')).toMatchObject({
    CodeDeliveryDetailsList: [{ Destination: 'n***@s***', DeliveryMedium: 'EMAIL', AttributeName: 'email' }],
  })
  expect(await known()).toEqual(before)
  const [to, code = ''] = mail()
  expect(to).toBe('new@shop.example')
  await expect(verify(another(code))).rejects.toMatchObject({ code: 'CodeMismatchException' })
  await sendAgain()
  expect(mail()[0]).toBe('new@shop.example')
  await expect(verify(mail()[1] ?? '')).resolves.toBe('SUCCESS')
  expect(await known()).toEqual(['new@shop.example', 'true'])
  await expect(verify(mail()[1] ?? '')).rejects.toMatchObject({ code: 'CodeMismatchException' })
})

test('where the pool keeps nothing, a new address holds at once and is unproven', async () => {
  await world.restart([{ ...shop, keepOriginal: [] }])
  await change('fast@shop.example')
  expect(await known()).toEqual(['fast@shop.example', 'false'])
  await verify(mail()[1] ?? '')
  expect(await known()).toEqual(['fast@shop.example', 'true'])
})

test('an address that belongs to somebody else cannot be proven', async () => {
  await change(world.person.email)
  await expect(verify(mail()[1] ?? '')).rejects.toMatchObject({ code: 'AliasExistsException' })
})

test('codes and guesses are limited by the hour', async () => {
  await change('far@shop.example')
  const code = mail()[1]
  for (let guess = 0; guess < 5; guess++) {
    await expect(verify(another(code))).rejects.toMatchObject({ code: 'CodeMismatchException' })
  }
  await expect(verify(code ?? '')).rejects.toMatchObject({ code: 'LimitExceededException' })
  for (let time = 0; time < 4; time++) await sendAgain()
  await expect(sendAgain()).rejects.toMatchObject({ code: 'LimitExceededException' })
})

test('a code proves no address that was replaced since', async () => {
  await world.restart([{ ...shop, keepOriginal: [] }])
  await change('first@shop.example')
  const code = mail()[1] ?? ''
  await world.restart([{ ...shop, keepOriginal: [], autoVerified: [] }])
  await change('second@shop.example')
  await expect(verify(code)).rejects.toMatchObject({ code: 'CodeMismatchException' })
  await sendAgain()
  expect(mail()[0]).toBe('second@shop.example')
})
