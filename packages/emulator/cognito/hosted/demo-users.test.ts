import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { destination } from '../testing/destination.ts'
import { givenWorld } from '../testing/given-world.ts'
import { authorizeUrl } from '../testing/oauth.ts'
import { callback, shop } from '../testing/pools.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const valueOf = (html: string, name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]

test('the sign-in page offers the demo users of its pool, and one that is picked only has to be submitted', async () => {
  await world.cognito.ensureUser({
    pool: 'shop',
    email: 'boss@shop.example',
    password: 'correct horse 2',
    attributes: {},
    role: 'boss',
    org: 'org_north',
  })
  const browser = new Browser()
  const { location, response } = await browser.openForm(authorizeUrl(world))
  const html = await response.text()
  expect(html).toMatch(/name="fill" value="boss@shop\.example"[^>]*>boss@shop\.example<span>boss · org_north</)
  expect(html).not.toContain('correct horse')
  const filled = await (await browser.submit(location, html, { fill: 'boss@shop.example' })).text()
  const [username = '', password = ''] = [valueOf(filled, 'username'), valueOf(filled, 'password')]
  expect([username, password]).toEqual(['boss@shop.example', 'correct horse 2'])
  expect(destination(await browser.submit(location, filled, { username, password }))[0]).toBe(callback)
})

test('who is seeded again is offered once, with the newer password', async () => {
  const seed = { pool: 'shop', email: 'twice@shop.example', password: 'correct horse 4', attributes: {} }
  await world.cognito.ensureUser(seed)
  await world.cognito.ensureUser({ ...seed, pool: shop.id, password: 'correct horse 5' })
  const browser = new Browser()
  const { location, response } = await browser.openForm(authorizeUrl(world))
  const html = await response.text()
  expect(html.match(/value="twice@shop\.example"/g)).toHaveLength(1)
  const filled = await (await browser.submit(location, html, { fill: seed.email })).text()
  expect(valueOf(filled, 'password')).toBe('correct horse 5')
})

test('a person who is no demo user of the pool is not filled in', async () => {
  await world.cognito.ensureUser({
    pool: 'plain',
    email: 'pia@plain.example',
    password: 'correct horse 3',
    attributes: {},
  })
  const browser = new Browser()
  const { location, response } = await browser.openForm(authorizeUrl(world))
  const html = await response.text()
  expect(html).not.toContain('pia@plain.example')
  const filled = await (await browser.submit(location, html, { fill: 'pia@plain.example' })).text()
  expect(valueOf(filled, 'password')).toBe('')
})

test.runIf(process.getuid?.() === 0)('another user of the machine is not given the password', async () => {
  const browser = new Browser()
  const { location, response } = await browser.openForm(authorizeUrl(world))
  const html = await response.text()
  const csrf = valueOf(html, '_csrf') ?? ''
  const form = new URLSearchParams({ _csrf: csrf, fill: world.person.email, username: '' }).toString()
  const ask = async (uid: number) => {
    const curl = ['-s', '-b', `XSRF-TOKEN=${csrf}`, '-d', form, location]
    return (await promisify(execFile)('curl', curl, { uid, cwd: '/' })).stdout
  }
  expect(valueOf(await ask(0), 'password')).toBe(world.person.password)
  const other = await ask(65_534)
  expect(valueOf(other, 'username')).toBe(world.person.email)
  expect(valueOf(other, 'password')).toBe('')
})
