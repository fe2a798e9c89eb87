import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'
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

/** A new person of a pool who has just given the temporary password: the browser shows the next page. */
async function atNewPassword(email: string, changes = {}) {
  const temporary = 'temporary 1'
  const user = {
    UserPoolId: shop.id,
    Username: email,
    TemporaryPassword: temporary,
    MessageAction: 'SUPPRESS',
  } as const
  const UserAttributes = [{ Name: 'custom:tenant', Value: 'north' }]
  await world.sdk.send(new AdminCreateUserCommand({ ...user, UserAttributes }))
  const browser = new Browser()
  const answer = await browser.signIn(authorizeUrl(world, changes), email, temporary)
  const html = await answer.text()
  const send = (new_password: string) => browser.submit(answer.url, html, { new_password })
  return { browser, answer, html, send }
}

const alertOf = (html: string) => /<p role="alert"[^>]*>([^<]*)</.exec(html)?.[1]

test('a temporary password leads to the page for a new one, and that to the client with the state as it was', async () => {
  const state = 'a b&c=d"'
  const { answer, html, send } = await atNewPassword('first@shop.example', { state })
  expect(answer.status).toBe(200)
  expect(html).toContain('<h1>Choose a new password</h1>')
  expect(html).toContain('At least 8 characters, with a lower-case letter and a number.')
  expect(html).toMatch(/<input id="new_password"[^>]* autocomplete="new-password"[^>]* autofocus>/)
  expect(answer.headers.get('set-cookie') ?? '').not.toContain('cognito=')
  const [address, parameters] = destination(await send('my own password 1'))
  expect([address, Object.keys(parameters), parameters['state']]).toEqual([callback, ['code', 'state'], state])
  const { email } = { email: 'first@shop.example' }
  expect(destination(await new Browser().signIn(authorizeUrl(world), email, 'my own password 1'))[0]).toBe(callback)
})

test('a new password that the pool does not take can be corrected', async () => {
  const { send, browser } = await atNewPassword('weak@shop.example')
  const weak = await send('short')
  expect(weak.status).toBe(400)
  const html = await weak.text()
  expect(alertOf(html)).toContain('does not have all that is asked for below')
  expect(html).toMatch(/aria-invalid="true" aria-describedby="problem new_password-hint"/)
  expect(html).not.toContain('short')
  expect(destination(await browser.submit(weak.url, html, { new_password: 'my own password 1' }))[0]).toBe(callback)
})

test.each([
  ['used', async (send: (password: string) => Promise<Response>) => void (await send('my own password 1'))],
  ['too old', async () => void (world.now += 180_000)],
])('a page whose sign-in is %s leads back to the form', async (how, pass) => {
  const { send } = await atNewPassword(`${how.replace(' ', '-')}@shop.example`)
  await pass(send)
  const answer = await send('another password 1')
  const html = await answer.text()
  expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
  expect(alertOf(html)).toContain('Sign in again.')
  expect(html).toContain('autocomplete="current-password"')
})

test('a sign-in of one client cannot be finished at another', async () => {
  const { browser, html } = await atNewPassword('other@shop.example')
  const rival = authorizeUrl(world, { client_id: 'rivalid' }, 'challenge')
  const moved = html.replace(/action="[^"]*"/, `action="${rival.pathname}${rival.search.replaceAll('&', '&amp;')}"`)
  const answer = await browser.submit(rival.href, moved, { new_password: 'my own password 1' })
  expect(alertOf(await answer.text())).toContain('Sign in again.')
})

test('an answer without the form’s own token is refused', async () => {
  const { html, answer } = await atNewPassword('forged@shop.example')
  expect((await new Browser().submit(answer.url, html, { new_password: 'my own password 1' })).status).toBe(403)
})
