/** Guesses are counted by the person, whatever name they are made under. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shop } from '../testing/pools.ts'
import { auth } from '../testing/sdk.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld([shop])
})
afterAll(() => world.stop())

const guess = (USERNAME: string) =>
  auth(world, { USERNAME, PASSWORD: 'a guess 1' }).then(
    () => 'done',
    (error: unknown) => String(error),
  )

test('where case does not count, variants of a name and the sub share one lock; so do those of nobody', async () => {
  const { email, sub } = world.person
  const variants = [email, email.toUpperCase(), sub, email.replace(/^./, (first) => first.toUpperCase()), email]
  for (const name of variants) expect(await guess(name)).toMatch('Incorrect username or password.')
  for (const name of variants) expect(await guess(name)).toMatch('Password attempts exceeded')

  const nobody = ['no@body.example', 'NO@body.example', 'No@Body.example', 'no@BODY.example', 'no@body.EXAMPLE']
  for (const name of nobody) expect(await guess(name)).toMatch('Incorrect username or password.')
  for (const name of nobody) expect(await guess(name)).toMatch('Password attempts exceeded')
})

test('of guesses that are made at the same moment five are judged', async () => {
  const email = 'at-once@shop.example'
  await world.cognito.ensureUser({ pool: 'shop', email, password: 'battery staple 2', attributes: {} })
  const wrong = await Promise.all(Array.from({ length: 8 }, () => guess(email)))
  expect(wrong.filter((answer) => answer.includes('Incorrect username or password.'))).toHaveLength(5)
  expect(wrong.filter((answer) => answer.includes('Password attempts exceeded'))).toHaveLength(3)
})
