import { UnexpectedLambdaException, UserLambdaValidationException } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from 'vitest'
import type { InvokeResult } from '../../lambda/messages.ts'
import { Browser } from '../testing/browser.ts'
import { destination } from '../testing/destination.ts'
import { givenWorld } from '../testing/given-world.ts'
import { authorizeUrl, outcome, post, signIn } from '../testing/oauth.ts'
import { callback, clients } from '../testing/pools.ts'
import { sdkSignIn } from '../testing/sdk.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const machine = { grant_type: 'client_credentials', client_id: 'robotid', client_secret: clients.robot.secret ?? '' }

describe('a trigger that fails gives no token', () => {
  const failing =
    (kind: 'error' | 'timeout' | 'crash'): (() => InvokeResult) =>
    () => ({
      ok: false,
      kind,
      errorType: 'Error',
      errorMessage: 'No access today',
    })
  const message = 'PreTokenGeneration failed with error No access today.'

  test('an error’s text reaches the SDK as UserLambdaValidationException', async () => {
    world.trigger = failing('error')
    const error = await sdkSignIn(world).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(UserLambdaValidationException)
    expect(error).toMatchObject({ message })
  })

  test.each([
    ['crashes', failing('crash')],
    ['runs out of time', failing('timeout')],
    ['cannot be reached', () => Promise.reject(new Error('ECONNREFUSED 10.0.0.1'))],
    [
      'throws before it starts',
      () => {
        throw new Error('no such function')
      },
    ],
    ['never answers', () => new Promise<InvokeResult>(() => {})],
  ])('a trigger that %s is an UnexpectedLambdaException without details', async (_how, trigger) => {
    world.trigger = trigger
    const error = await sdkSignIn(world).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(UnexpectedLambdaException)
    expect(String(error)).not.toMatch(/ECONNREFUSED|No access today|no such function/)
  })

  test('the browser is sent back with invalid_request and the text, and without a code', async () => {
    world.trigger = failing('error')
    const answer = await new Browser().signIn(authorizeUrl(world), world.person.email, world.person.password)
    expect(destination(answer)).toEqual([
      callback,
      { error: 'invalid_request', error_description: message, state: 's-1' },
    ])
    expect(answer.headers.get('location')).toContain('PreTokenGeneration+failed+with+error+No+access+today.')
  })

  test('the token endpoint answers 400 invalid_request to a machine and to a refresh', async () => {
    const { tokens } = await signIn(world, clients.web)
    world.trigger = failing('error')
    const refusal = [400, { error: 'invalid_request', error_description: message }]
    expect(await outcome(post(world, 'token', machine))).toEqual(refusal)
    const form = { grant_type: 'refresh_token', client_id: 'webid', refresh_token: tokens.refresh_token ?? '' }
    expect(await outcome(post(world, 'token', form))).toEqual(refusal)
  })
})
