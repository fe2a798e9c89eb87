import { describe, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { destination } from '../testing/destination.ts'
import { givenWorld } from '../testing/given-world.ts'
import { authorizeUrl } from '../testing/oauth.ts'
import { shop } from '../testing/pools.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const signIn = (browser: Browser, changes = {}) =>
  browser.signIn(authorizeUrl(world, changes), world.person.email, world.person.password)

test('wrong password and unknown e-mail get the same page, without a session', async () => {
  const [browser, start] = [new Browser(), authorizeUrl(world)]
  const wrong = await browser.signIn(start, world.person.email, 'guess')
  const unknown = await browser.signIn(start, 'nobody@shop.example', 'guess')
  expect([wrong.status, unknown.status]).toEqual([400, 400])
  const [first, second] = [await wrong.text(), await unknown.text()]
  expect(first).toContain('Incorrect username or password.')
  expect(second.replace('nobody@shop.example', world.person.email)).toBe(first)
  expect(destination(await browser.request(start))[0]).toBe(`${world.url}/${shop.domainPrefix}/login`)
})

test('a person of another pool cannot sign in here', async () => {
  const stranger = { email: 'zoe@plain.example', password: 'battery staple 2' }
  await world.cognito.ensureUser({ pool: 'plain', ...stranger, attributes: {} })
  expect((await new Browser().signIn(authorizeUrl(world), stranger.email, stranger.password)).status).toBe(400)
})

describe('the form', () => {
  const evil = '"><script>alert(1)</script><p title=\''

  test.each(['state', 'nonce', 'login_hint', 'lang', 'x"><script>'])('escapes html in %s', async (name) => {
    const url = authorizeUrl(world, { [name]: evil }, 'login')
    const html = await (await new Browser().request(url)).text()
    expect(html).toContain('<form')
    expect(html).not.toContain('<script')
    expect(html).not.toContain("title='")
  })

  test('escapes html in what was typed, and never shows the password again', async () => {
    const answer = await new Browser().signIn(authorizeUrl(world), evil, `secret${evil}`)
    const html = await answer.text()
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toContain('<script')
    expect(html).not.toContain('secret&')
  })

  test('keeps state through the form, byte by byte', async () => {
    expect(destination(await signIn(new Browser(), { state: evil }))[1]).toMatchObject({ state: evil })
  })

  test('escapes html on the page of a refusal', async () => {
    const answer = await new Browser().request(authorizeUrl(world, { client_id: evil, redirect_uri: evil }))
    expect(await answer.text()).not.toContain('<script')
  })

  test('cannot be framed, cached or scripted, and labels its fields', async () => {
    const answer = await new Browser().request(authorizeUrl(world, {}, 'login'))
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:9")
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const html = await answer.text()
    expect(html).toMatch(/<html lang="en">/)
    expect(html).toMatch(/<label for="password">/)
  })

  test.each([
    ['without the token', {}],
    ['with a made-up token', { _csrf: 'x'.repeat(43) }],
  ])('is refused %s', async (_how, extra) => {
    const browser = new Browser()
    await browser.openForm(authorizeUrl(world))
    const body = new URLSearchParams({ username: world.person.email, password: world.person.password, ...extra })
    const answer = await browser.request(authorizeUrl(world, {}, 'login'), { method: 'POST', body })
    expect(answer.status).toBe(403)
  })

  test('is refused with a token that another browser was given', async () => {
    const { location, response } = await new Browser().openForm(authorizeUrl(world))
    const { email: username, password } = world.person
    const victim = new Browser()
    expect((await victim.submit(location, await response.text(), { username, password })).status).toBe(403)
  })
})
