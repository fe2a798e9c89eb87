import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { destination } from '../testing/destination.ts'
import { givenWorld } from '../testing/given-world.ts'
import { authorizeUrl, codeFor, exchange, outcome, post } from '../testing/oauth.ts'
import { callback, clients } from '../testing/pools.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const signIn = (browser: Browser, changes = {}) =>
  browser.signIn(authorizeUrl(world, changes), world.person.email, world.person.password)

describe.each(['oauth2/authorize', 'login'])('/%s', (page) => {
  const ask = (changes: Record<string, string | undefined>) => new Browser().request(authorizeUrl(world, changes, page))

  test.each([
    ['the client is unknown', { client_id: 'nobody' }],
    ['the client is another pool’s', { client_id: 'plainwebid' }],
    ['the redirect_uri is missing', { redirect_uri: undefined }],
    ['the redirect_uri is foreign', { redirect_uri: 'https://evil.example/callback' }],
    ['the redirect_uri only begins like a registered one', { redirect_uri: `${callback}.evil.example` }],
    ['the redirect_uri has one more slash', { redirect_uri: `${callback}/` }],
    ['the redirect_uri has a query of its own', { redirect_uri: `${callback}?next=https://evil.example` }],
    ['the redirect_uri has user information', { redirect_uri: 'http://localhost:9@evil.example/callback' }],
    ['the redirect_uri differs in case', { redirect_uri: callback.toUpperCase() }],
  ])('never redirects when %s', async (_when, changes) => {
    const answer = await ask(changes)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
  })

  test('never redirects when the redirect_uri is sent twice', async () => {
    const url = authorizeUrl(world, {}, page)
    url.searchParams.append('redirect_uri', 'https://evil.example')
    expect((await new Browser().request(url)).status).toBe(400)
  })

  test.each([
    ['invalid_request', 'the response type is missing', { response_type: undefined }],
    ['invalid_request', 'the response type is unknown', { response_type: 'id_token' }],
    ['unauthorized_client', 'the client has not the implicit flow', { response_type: 'token' }],
    ['invalid_request', 'PKCE is plain', { code_challenge_method: 'plain' }],
    ['invalid_request', 'the PKCE method is missing', { code_challenge_method: undefined }],
    ['invalid_request', 'the PKCE challenge is missing', { code_challenge: undefined }],
    ['invalid_request', 'the PKCE challenge is no S256 hash', { code_challenge: 'short' }],
    ['invalid_request', 'the resource is plain http', { resource: 'http://api.example' }],
    ['invalid_request', 'max_age is no number', { max_age: 'old' }],
    ['invalid_request', 'no level exists', { acr_values: 'urn:other' }],
    ['invalid_request', 'no level can be reached without MFA', { acr_values: 'urn:cognito:loa:4' }],
    ['invalid_request', 'another identity provider is wanted', { identity_provider: 'Google' }],
  ])('takes %s back to the client when %s', async (error, _when, changes) => {
    expect(destination(await ask(changes))).toEqual([callback, { error, state: 's-1' }])
    expect(world.lines.at(-1)).toMatch(new RegExp(`authorize refused client \`web\`: ${error}: .{20}`))
  })

  test.each([
    ['does not exist', 'openid orders/none'],
    ['is not the client’s', 'openid orders/refund'],
    ['is self-service, which the client was not given', 'aws.cognito.signin.user.admin'],
  ])('says invalid_scope as a description when the scope %s', async (_when, scope) => {
    const refusal = { error: 'invalid_request', error_description: 'invalid_scope', state: 's-1' }
    expect(destination(await ask({ scope }))).toEqual([callback, refusal])
  })
})

test('a client without the code flow cannot use the hosted pages', async () => {
  // The machine has no redirect address at all, so there is nowhere to take the error to.
  const answer = await new Browser().request(authorizeUrl(world, { client_id: clients.robot.id }))
  expect(answer.status).toBe(400)
})

test('a sign-in brings code and state to the exact address, whose own query stays', async () => {
  const redirect_uri = 'http://localhost:9/other?tab=1'
  const [address, parameters] = destination(await signIn(new Browser(), { redirect_uri, state: 'a b&c=d' }))
  expect(address).toBe('http://localhost:9/other')
  expect(parameters).toMatchObject({ tab: '1', state: 'a b&c=d' })
  expect(Object.keys(parameters)).toEqual(['tab', 'code', 'state'])
})

test('a bound resource becomes the audience of the access token, and of no other', async () => {
  const resource = 'https://api.shop.example'
  const code = await codeFor(world, { resource })
  const [, tokens] = await outcome(post(world, 'token', exchange(code)))
  const { access_token, id_token } = tokens as { access_token: string; id_token: string }
  expect(decodeJwt(access_token).aud).toBe(resource)
  expect(decodeJwt(id_token).aud).toBe('webid')
})

test('pages and paths that do not exist are 404', async () => {
  for (const path of ['/nowhere/login', '/us-east-1_None/.well-known/jwks.json', '/shop-domain/oauth2/none', '/']) {
    expect((await fetch(world.url + path)).status).toBe(404)
  }
})

test('scripts of other pages may call the API, and read no page', async () => {
  const headers = { origin: 'http://localhost:3000' }
  const openTo = async (path: string, method = 'GET') =>
    (await fetch(world.url + path, { method, headers })).headers.get('access-control-allow-origin')
  expect([await openTo('/', 'POST'), await openTo('/', 'OPTIONS')]).toEqual(['*', '*'])
  const login = authorizeUrl(world, {}, 'login').href.slice(world.url.length)
  for (const path of ['/', '/inbox', login]) expect(await openTo(path)).toBeNull()
})
