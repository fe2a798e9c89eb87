import { AdminDisableUserCommand, AdminEnableUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { destination } from '../testing/destination.ts'
import { givenWorld } from '../testing/given-world.ts'
import { authorizeUrl, exchange, outcome, post } from '../testing/oauth.ts'
import { callback, goodbye, shop } from '../testing/pools.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const signIn = (browser: Browser, changes = {}) =>
  browser.signIn(authorizeUrl(world, changes), world.person.email, world.person.password)

describe('the session', () => {
  test('signs in again without the form, with the first auth_time, for one hour', async () => {
    const browser = new Browser()
    await signIn(browser)
    const authTime = Math.floor(world.now / 1000)
    world.now += 3_599_000
    const [address, { code = '' }] = destination(await browser.request(authorizeUrl(world)))
    expect(address).toBe(callback)
    const [, tokens] = await outcome(post(world, 'token', exchange(code)))
    expect(decodeJwt((tokens as { access_token: string }).access_token)['auth_time']).toBe(authTime)
    world.now += 1000
    expect(destination(await browser.request(authorizeUrl(world)))[0]).toContain('/login')
  })

  test('is a cookie that scripts cannot read and that stays on the pool’s path', async () => {
    const [cookie = ''] = (await signIn(new Browser())).headers
      .getSetCookie()
      .filter((line) => line.startsWith('cognito='))
    expect(cookie).toContain('Max-Age=3600')
    expect(cookie).toContain(`Path=/${shop.domainPrefix}`)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
  })

  test('does not count for prompt=login, nor when it is older than max_age', async () => {
    const browser = new Browser()
    await signIn(browser)
    world.now += 60_000
    expect(destination(await browser.request(authorizeUrl(world, { max_age: '60' })))[0]).toBe(callback)
    expect(destination(await browser.request(authorizeUrl(world, { max_age: '59' })))[0]).toContain('/login')
    expect(destination(await browser.request(authorizeUrl(world, { prompt: 'login' })))[0]).toContain('/login')
  })

  test('prompt=none never shows a form: login_required without a session', async () => {
    const silent = authorizeUrl(world, { prompt: 'none' })
    expect(destination(await new Browser().request(silent))).toEqual([
      callback,
      { error: 'login_required', state: 's-1' },
    ])
  })

  test('of a disabled user is worth nothing', async () => {
    const browser = new Browser()
    await signIn(browser)
    const user = { UserPoolId: shop.id, Username: world.person.sub }
    await world.sdk.send(new AdminDisableUserCommand(user))
    expect(destination(await browser.request(authorizeUrl(world)))[0]).toContain('/login')
    expect((await signIn(new Browser())).status).toBe(400)
    await world.sdk.send(new AdminEnableUserCommand(user))
    expect(destination(await browser.request(authorizeUrl(world)))[0]).toBe(callback)
  })
})

describe('/logout', () => {
  const logout = (parameters: Record<string, string>) =>
    `${world.url}/${shop.domainPrefix}/logout?${new URLSearchParams(parameters).toString()}`

  test('ends the session, also for a cookie that was copied, and goes to the registered address', async () => {
    const browser = new Browser()
    const cookie = (await signIn(browser)).headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const copied = () => new Browser().request(authorizeUrl(world), { headers: { cookie } })
    expect(destination(await copied())[0]).toBe(callback)
    const answer = await browser.request(logout({ client_id: 'webid', logout_uri: goodbye }))
    expect(answer.headers.get('location')).toBe(goodbye)
    expect(destination(await browser.request(authorizeUrl(world)))[0]).toContain('/login')
    expect(destination(await copied())[0]).toContain('/login')
  })

  test.each([
    ['a foreign address', { client_id: 'webid', logout_uri: 'https://evil.example' }],
    ['a longer address', { client_id: 'webid', logout_uri: `${goodbye}.evil.example` }],
    ['an unknown client', { client_id: 'nobody', logout_uri: goodbye }],
    ['no address', { client_id: 'webid' }],
    ['a foreign redirect_uri', { client_id: 'webid', response_type: 'code', redirect_uri: 'https://evil.example' }],
  ])('goes nowhere with %s', async (_what, parameters) => {
    const answer = await new Browser().request(logout(parameters))
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
  })

  test.each([
    [
      'what OpenID Connect’s own logout sends',
      { id_token_hint: 'x', post_logout_redirect_uri: goodbye },
      'Missing: `client_id` and `logout_uri`. Cognito does not read `post_logout_redirect_uri`',
    ],
    ['a client alone', { client_id: 'webid' }, 'Missing: `logout_uri`'],
    ['an address alone', { logout_uri: goodbye }, 'Missing: `client_id`'],
    ['an unknown client', { client_id: 'nobody', logout_uri: goodbye }, 'The `client_id` is not known here'],
  ])('says of %s what is missing and what is unknown', async (_what, parameters, reason) => {
    const answer = await new Browser().request(logout(parameters))
    expect(/<p role="alert">(.*?)<\/p>/.exec(await answer.text())?.[1]?.replaceAll(/<\/?code>/g, '`')).toBe(
      `${reason}.`,
    )
  })

  test('with a registered redirect_uri goes back to the form', async () => {
    const browser = new Browser()
    await signIn(browser)
    expect(destination(await browser.request(authorizeUrl(world, {}, 'logout')))[0]).toContain('/login')
    expect(destination(await browser.request(authorizeUrl(world)))[0]).toContain('/login')
  })
})
