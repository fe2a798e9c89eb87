import { expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { givenWorld } from '../testing/given-world.ts'
import { authorizeUrl } from '../testing/oauth.ts'
import { callback, goodbye } from '../testing/pools.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

/** The words of the page, without its markup. */
async function wordsOf(changes: Record<string, string | undefined>, page?: string): Promise<string> {
  const answer = await new Browser().request(authorizeUrl(world, changes, page))
  expect(answer.status).toBe(400)
  const html = await answer.text()
  return html
    .slice(html.indexOf('<h1>'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

test('a foreign redirect_uri: what was sent, what is registered and how to add it', async () => {
  const sent = 'http://localhost:4000/callback'
  const words = await wordsOf({ redirect_uri: sent })
  expect(words).toContain('The redirect_uri is not registered for this client')
  expect(words).toContain(`Sent as redirect_uri ${sent} Registered for client web ${callback}`)
  expect(words).toContain(`start it with --redirect ${sent}`)
  expect(words).toContain('redirectUris')
})

test.each(['http://localhost:4000/$(id)', 'http://localhost:4000/;id', 'https://evil.example/', 'javascript:id()'])(
  'no command line is offered with %s, which a foreign link may hold',
  async (sent) => {
    const words = await wordsOf({ redirect_uri: sent })
    expect(words).toContain('The redirect_uri is not registered for this client')
    expect(words).not.toContain('--redirect')
  },
)

test('an unknown client: those that people sign in through, and never one that only machines use', async () => {
  const words = await wordsOf({ client_id: 'nobody' })
  expect(words).toContain('Sent as client_id nobody Clients of pool shop that people sign in through webid (web)')
  expect(words).not.toContain('robotid')
  expect(words).toContain('.local/stack.json')
})

test('a foreign logout_uri: what was sent and what is registered', async () => {
  const sent = 'http://localhost:4000/'
  const words = await wordsOf({ logout_uri: sent }, 'logout')
  expect(words).toContain(`Sent as logout_uri ${sent} Registered for client web ${goodbye}`)
  expect(words).toContain('logoutUris')
})

test('a missing parameter: what was sent beside it', async () => {
  expect(await wordsOf({ redirect_uri: undefined })).toContain('Missing: redirect_uri . Sent as client_id webid')
})
