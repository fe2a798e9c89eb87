import {
  DescribeUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  InvalidParameterException,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { destination } from '../testing/destination.ts'
import { authorizeUrl, exchange, outcome, post } from '../testing/oauth.ts'
import { callback, plain, shop } from '../testing/pools.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld([{ ...shop, mfa: 'OPTIONAL' }, plain])
})
afterEach(() => world.stop())

const [one, four] = ['urn:cognito:loa:1', 'urn:cognito:loa:4']
const strong = { acr: four, amr: ['pwd', 'otp', 'mfa'] }

/** Types the password, and whatever code is asked for; `secret` is the authenticator's, if there is one already. */
async function signIn(browser: Browser, acr_values: string | undefined, secret?: string) {
  const url = authorizeUrl(world, { acr_values })
  const answer = await browser.signIn(url, world.person.email, world.person.password)
  if (answer.status === 303) return { answer, secret }
  const html = await answer.text()
  const found = secret ?? /<code>([A-Z2-7]+)</.exec(html)?.[1] ?? ''
  world.now += 30_000
  const code = new TOTP({ secret: found }).generate({ timestamp: world.now })
  return { answer: await browser.submit(answer.url, html, { code }), secret: found }
}

/** The tokens behind a redirect to the client. */
async function tokensOf(answer: Response) {
  const [address, { code = '' }] = destination(answer)
  expect(address).toBe(callback)
  const [, body] = await outcome(post(world, 'token', exchange(code)))
  return body as { access_token: string; id_token: string; refresh_token: string }
}

test('a level is reached by stepping up: a new sign-in, a new refresh token, and both tokens say it', async () => {
  const browser = new Browser()
  const weak = await tokensOf((await signIn(browser, undefined)).answer)
  expect(decodeJwt(weak.access_token)).toMatchObject({ acr: one, amr: ['pwd'] })
  // The sign-in that is there does for level 1 and not for level 4.
  expect(destination(await browser.request(authorizeUrl(world, { acr_values: one })))[0]).toBe(callback)
  expect(destination(await browser.request(authorizeUrl(world, { acr_values: four })))[0]).toContain('/login')
  const silent = authorizeUrl(world, { acr_values: four, prompt: 'none' })
  expect(destination(await browser.request(silent))[1]).toMatchObject({ error: 'login_required' })
  const { answer } = await signIn(browser, four)
  const tokens = await tokensOf(answer)
  for (const token of [tokens.access_token, tokens.id_token]) expect(decodeJwt(token)).toMatchObject(strong)
  expect(decodeJwt(tokens.access_token)['origin_jti']).not.toBe(decodeJwt(weak.access_token)['origin_jti'])
  // From now on it does, without a form.
  expect(destination(await browser.request(authorizeUrl(world, { acr_values: four })))[0]).toBe(callback)
})

test('a refresh keeps the level', async () => {
  const { refresh_token: RefreshToken } = await tokensOf((await signIn(new Browser(), four)).answer)
  const renew = new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId: 'webid' })
  const { AuthenticationResult } = await world.sdk.send(renew)
  expect(decodeJwt(AuthenticationResult?.AccessToken ?? '')).toMatchObject(strong)
})

test('the first level that the person can reach counts', async () => {
  const weak = await tokensOf((await signIn(new Browser(), `urn:other ${four} ${one}`)).answer)
  expect(decodeJwt(weak.access_token)['acr']).toBe(one)
  const { secret } = await signIn(new Browser(), four)
  const better = await tokensOf((await signIn(new Browser(), `urn:other ${four} ${one}`, secret)).answer)
  expect(decodeJwt(better.access_token)['acr']).toBe(four)
})

test('no trigger can write the claims', async () => {
  world.trigger = (event) => ({
    ok: true,
    payload: {
      ...event,
      response: {
        claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { acr: four } } },
      },
    },
  })
  const { answer } = await signIn(new Browser(), undefined)
  expect(destination(answer)[1]).toMatchObject({ error: 'invalid_request' })
})

test('on Lite a level is ignored without a word, and tokens have neither claim', async () => {
  await world.restart([{ ...shop, plan: 'LITE' }, plain])
  const tokens = await tokensOf((await signIn(new Browser(), four)).answer)
  for (const token of [tokens.access_token, tokens.id_token]) {
    for (const name of ['acr', 'amr']) expect(decodeJwt(token)).not.toHaveProperty(name)
  }
})

test('a pool renames its levels, each name once', async () => {
  const rename = (AcrValue: string) =>
    world.sdk.send(new UpdateUserPoolCommand({ UserPoolId: shop.id, AcrConfiguration: { Level1: { AcrValue } } }))
  await expect(rename(four)).rejects.toBeInstanceOf(InvalidParameterException)
  await rename('urn:shop:low')
  const { UserPool } = await world.sdk.send(new DescribeUserPoolCommand({ UserPoolId: shop.id }))
  expect(UserPool?.AcrConfiguration).toMatchObject({ Level1: { AcrValue: 'urn:shop:low' }, Level4: { AcrValue: four } })
  const tokens = await tokensOf((await signIn(new Browser(), 'urn:shop:low')).answer)
  expect(decodeJwt(tokens.access_token)['acr']).toBe('urn:shop:low')
})
