import { expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { destination } from '../testing/destination.ts'
import { givenWorld } from '../testing/given-world.ts'
import { authorizeUrl } from '../testing/oauth.ts'
import { callback } from '../testing/pools.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const own = 'my own password 1'
const statusOf = (html: string) => /<p role="status">(.*?)<\/p>/.exec(html)?.[1]
const alertOf = (html: string) => /<p role="alert"[^>]*>([^<]*)</.exec(html)?.[1]
const inbox = async () => {
  const answer = await fetch(`${world.url}/inbox`, { headers: { accept: 'application/json' } })
  return (await answer.json()) as { to: string; text: string }[]
}

/** Asks for a code for the name; the browser shows the page for it. */
async function asked(username: string) {
  const browser = new Browser()
  const url = authorizeUrl(world, { state: 'a b&"' }, 'forgotPassword').href
  const answer = await browser.submit(url, await (await browser.request(url)).text(), { username })
  const html = await answer.text()
  const [mail] = await inbox()
  const code = /\d{6}/.exec(mail?.to === username ? mail.text : '')?.[0] ?? ''
  const send = (fields: Record<string, string>) =>
    browser.submit(url, html, { username, code, new_password: own, ...fields })
  return { browser, url, answer, html, code, send }
}

async function person(email: string): Promise<string> {
  await world.cognito.ensureUser({ pool: 'shop', email, password: 'correct horse 1', attributes: {} })
  return email
}

test('the sign-in page leads to a code in the inbox, a new password, and back with the request as it was', async () => {
  const email = await person('forgetful@shop.example')
  const browser = new Browser()
  const form = await browser.openForm(authorizeUrl(world, { state: 'a b&"' }))
  const html = (await form.response.text()).replaceAll('&amp;', '&')
  expect(html).toContain(
    `href="${authorizeUrl(world, { state: 'a b&"' }, 'forgotPassword').href.slice(world.url.length)}"`,
  )
  const { send, code, url } = await asked(email)
  expect(code).toMatch(/^\d{6}$/)
  const done = await send({ code: `${code.slice(0, 3)} ${code.slice(3)}` })
  const page = await done.text()
  expect([done.status, statusOf(page)]).toEqual([200, 'The new password is set. Sign in with it.'])
  expect(page).toMatch(/name="username"[^>]* value="forgetful@shop\.example"/)
  const signedIn = await new Browser().submit(url, page, { username: email, password: own })
  // Another browser has not the form's token.
  expect(signedIn.status).toBe(403)
  expect(destination(await browser.signIn(authorizeUrl(world, { state: 'a b&"' }), email, own))).toMatchObject([
    callback,
    { state: 'a b&"' },
  ])
  expect((await new Browser().signIn(authorizeUrl(world), email, 'correct horse 1')).status).toBe(400)
})

test('a wrong code, and a password that the pool does not take, can be corrected', async () => {
  const email = await person('careless@shop.example')
  const { send, code } = await asked(email)
  const wrong = await send({ code: String((Number(code) + 1) % 1_000_000).padStart(6, '0') })
  expect([wrong.status, alertOf(await wrong.text())]).toEqual([400, 'This code is not right. Enter the newest one.'])
  const weak = await send({ new_password: 'short' })
  const page = await weak.text()
  expect([weak.status, alertOf(page)]).toEqual([400, 'This password does not have all that is asked for below.'])
  // What is wrong is marked and has the focus; the code need not be typed again.
  expect(page.match(/name="\w+"(?=[^>]* aria-invalid)/g)).toEqual(['name="new_password"'])
  expect(page).toMatch(new RegExp(`name="code"[^>]* value="${code}"`))
  expect(page).toMatch(/name="new_password"[^>]* autofocus/)
  expect((await send({})).status).toBe(200)
})

test('a code counts once, and not after an hour', async () => {
  const email = await person('slow@shop.example')
  const used = await asked(email)
  await used.send({})
  expect(alertOf(await (await used.send({})).text())).toBe('This code is not right. Enter the newest one.')
  const late = await asked(email)
  world.now += 3_600_000
  expect(alertOf(await (await late.send({})).text())).toBe(
    'This code was used already or is too old. Enter a newer one.',
  )
})

test('somebody who does not exist gets the same pages and no message', async () => {
  const email = await person('somebody@shop.example')
  const known = await asked(email)
  const before = (await inbox()).length
  const unknown = await asked('no1body@shop.example')
  expect(await inbox()).toHaveLength(before)
  // The form's token is each browser's own.
  const same = (html: string) => html.replaceAll(/name="_csrf" value="[^"]+"/g, '').replaceAll(/\w+@shop\.example/g, '')
  expect([unknown.answer.status, same(unknown.html)]).toEqual([known.answer.status, same(known.html)])
  const [real, made] = [await known.send({ code: '00000x' }), await unknown.send({ code: '00000x' })]
  expect(same(await made.text())).toBe(same(await real.text()))
})

test('a form without its token sends no code', async () => {
  const email = await person('victim@shop.example')
  const before = (await inbox()).length
  const body = new URLSearchParams({ username: email })
  const url = authorizeUrl(world, {}, 'forgotPassword')
  expect((await new Browser().request(url, { method: 'POST', body })).status).toBe(403)
  expect(await inbox()).toHaveLength(before)
})
