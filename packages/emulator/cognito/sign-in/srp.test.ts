/** SRP step by step: what a client of its own would try. */
import { createHash, createHmac, getDiffieHellman } from 'node:crypto'
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { secretHash } from '../secrets.ts'
import { givenWorld } from '../testing/given-world.ts'
import { libraryUser, srpSignIn } from '../testing/identity-js.ts'
import { clients, shop } from '../testing/pools.ts'
import { target } from '../testing/sdk.ts'
import type { World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`)

const begin = (srpA: string, username = world.person.email, ClientId = 'appid', extra = {}) =>
  world.sdk.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_SRP_AUTH',
      ClientId,
      AuthParameters: { USERNAME: username, SRP_A: srpA, ...extra },
    }),
  )
type Begun = Awaited<ReturnType<typeof begin>>

const respond = ({ ChallengeParameters = {} }: Begun, signature: string, changes = {}, ClientId = 'appid') => {
  const { USER_ID_FOR_SRP = '', SECRET_BLOCK = '' } = ChallengeParameters
  const ChallengeResponses = {
    USERNAME: USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: 'Sat Nov 28 16:00:00 UTC 2026',
    ...changes,
  }
  return world.sdk.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }),
  )
}

const bytes = (value: bigint) => {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}
const sha256 = (...parts: (Buffer | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const hashed = (...parts: Buffer[]) => BigInt(`0x${sha256(...parts).toString('hex')}`)
const power = (base: bigint, exponent: bigint): bigint =>
  exponent === 0n ? 1n : (power((base * base) % prime, exponent / 2n) * (exponent % 2n === 1n ? base : 1n)) % prime

/** A client's proof for the secret exponent 3. */
function proof({ ChallengeParameters = {} }: Begun, password: string): string {
  const { USER_ID_FOR_SRP: id = '', SALT = '', SRP_B = '', SECRET_BLOCK = '' } = ChallengeParameters
  const b = BigInt(`0x${SRP_B}`)
  const u = hashed(bytes(8n), bytes(b))
  const x = hashed(bytes(BigInt(`0x${SALT}`)), sha256(`Shop00001${id}:${password}`))
  const k = hashed(bytes(prime), bytes(2n))
  const base = (((b - k * power(2n, x)) % prime) + prime) % prime
  return signed(id, SECRET_BLOCK, u, power(base, 3n + u * x))
}

function signed(id: string, block: string, u: bigint, secret: bigint): string {
  const pseudorandom = createHmac('sha256', bytes(u)).update(bytes(secret)).digest()
  const key = createHmac('sha256', pseudorandom).update('Caldera Derived Key\u0001').digest().subarray(0, 16)
  return createHmac('sha256', key)
    .update(`Shop00001${id}`)
    .update(Buffer.from(block, 'base64'))
    .update('Sat Nov 28 16:00:00 UTC 2026')
    .digest('base64')
}

test('the right proof signs in once: another time, for another client or user, or too late it does not', async () => {
  const begun = await begin('8')
  const right = proof(begun, world.person.password)
  const gone = 'Invalid session for the user, session is expired.'
  await expect(respond(begun, right, {}, 'webid')).rejects.toThrow('Invalid session for the user.')
  expect((await respond(begun, right)).AuthenticationResult?.AccessToken).toBeDefined()
  await expect(respond(begun, right)).rejects.toThrow(gone)

  const second = await begin('8')
  await world.cognito.ensureUser({
    pool: shop.id,
    email: 'eve@shop.example',
    password: 'correct horse 2',
    attributes: {},
  })
  const asEve = { USERNAME: 'eve@shop.example' }
  await expect(respond(second, proof(second, world.person.password), asEve)).rejects.toThrow('Invalid session')

  const third = await begin('8')
  world.now += clients.app.authSessionSeconds * 1000
  await expect(respond(third, proof(third, world.person.password))).rejects.toThrow(gone)
})

test('a wrong password is refused, and the challenge is spent', async () => {
  await expect(
    srpSignIn(libraryUser(world, world.person.email), world.person.email, 'a guess 1'),
  ).rejects.toMatchObject({ code: 'NotAuthorizedException', message: 'Incorrect username or password.' })
  const begun = await begin('8')
  await expect(respond(begun, proof(begun, 'a guess 1'))).rejects.toThrow('Incorrect username or password.')
  await expect(respond(begun, proof(begun, world.person.password))).rejects.toThrow('session is expired')
})

test('the time and the secret block are part of the proof', async () => {
  const begun = await begin('8')
  const late = { TIMESTAMP: 'Sat Nov 28 16:00:01 UTC 2026' }
  await expect(respond(begun, proof(begun, world.person.password), late)).rejects.toThrow('Incorrect')
})

test.each([
  ['0', 0n],
  ['N', prime],
  ['2N', 2n * prime],
])('A = %s would give the key away: refused', async (_, value) => {
  await expect(begin(value.toString(16))).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('a made-up user gets a challenge like anybody, the same one each time, and no proof fits it', async () => {
  const [first, again, other] = [
    await begin('8', 'nobody@shop.example'),
    await begin('8', 'nobody@shop.example'),
    await begin('8', 'no-one@shop.example'),
  ]
  const seen = ({ ChallengeParameters: { USER_ID_FOR_SRP, SALT } = {} }: Begun) => ({ USER_ID_FOR_SRP, SALT })
  expect(seen(first)).toEqual(seen(again))
  expect(seen(first)).not.toEqual(seen(other))
  const real = await begin('8')
  expect(Object.keys(first.ChallengeParameters ?? {}).sort()).toEqual(
    Object.keys(real.ChallengeParameters ?? {}).sort(),
  )
  expect(first.ChallengeParameters?.['USER_ID_FOR_SRP']).toMatch(
    /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  )
  expect(first.ChallengeParameters?.['SALT']).toHaveLength(real.ChallengeParameters?.['SALT']?.length ?? 0)
  await expect(respond(first, proof(first, 'anything 1'))).rejects.toThrow('Incorrect username or password.')
  await world.restart()
  expect(seen(await begin('8', 'nobody@shop.example'))).toEqual(seen(first))
})

test('a client with a secret proves it at each step', async () => {
  const hash = (name: string) => ({ SECRET_HASH: secretHash(clients.vault.secret ?? '', name, 'vaultid') })
  const named = world.person.email
  await expect(begin('8', named, 'vaultid')).rejects.toThrow('SECRET_HASH was not received')
  const begun = await begin('8', named, 'vaultid', hash(named))
  const right = proof(begun, world.person.password)
  await expect(respond(begun, right, {}, 'vaultid')).rejects.toThrow('SECRET_HASH was not received')
  await expect(respond(begun, right, hash(named), 'vaultid')).rejects.toThrow('Unable to verify secret hash')
  expect((await respond(begun, right, hash(world.person.sub), 'vaultid')).AuthenticationResult).toBeDefined()
  await expect(begin('8', 'nobody@shop.example', 'vaultid', hash('nobody@shop.example'))).rejects.toMatchObject({
    name: 'UserNotFoundException',
  })
})

test('who is disabled between the steps does not get in', async () => {
  const begun = await begin('8')
  await world.sdk.send(new AdminDisableUserCommand(target(world)))
  await expect(respond(begun, proof(begun, world.person.password))).rejects.toThrow('User is disabled.')
  await world.sdk.send(new AdminEnableUserCommand(target(world)))
})
