/** What handlers give that is no plain answer: the caller gets what the log line says, on whichever route. */
import { runInNewContext } from 'node:vm'
import type { Contract } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Handlers } from '../handlers.ts'
import type { ProbeHandler } from '../testing/probe.ts'
import { startTrust, type Trust } from '../testing/trust.ts'
import { createVerifier } from '../verify/verify.ts'
import { createApp } from './app.ts'

let trust: Trust
let authorization: string
beforeAll(async () => {
  trust = await startTrust()
  authorization = `Bearer ${await trust.token('garage-web')}`
})
afterAll(() => trust.server.close())

/** Two operations whose routes both match the path of the first. */
const overlapping: Contract = {
  ...contract,
  operations: {
    getFleetItem: contract.operations.getFleetItem,
    getFleetBest: { ...contract.operations.getFleetItem, path: '/v1/fleet/best' },
  },
}

async function ask(path: string, handler: ProbeHandler, times = 1) {
  const lines: Record<string, unknown>[] = []
  // The cast is safe: the handlers ask nothing of the context but its answer.
  const handlers = { getFleetItem: handler, getFleetBest: handler } as unknown as Handlers<Contract>
  const app = createApp(overlapping, handlers, {
    verify: createVerifier(overlapping, trust.pools),
    log: (line) => lines.push(line),
  })
  let answer = new Response()
  for (let turn = 0; turn < times; turn += 1) {
    lines.length = 0
    answer = await app.request(path, { headers: { authorization } })
  }
  return { answer, lines, requestId: answer.headers.get('x-request-id') }
}

describe.each(['/v1/fleet/tea', '/v1/fleet/best'])('%s', (path) => {
  const throwing: readonly [string, ProbeHandler][] = [
    [
      'throws',
      (c) => {
        c.res = new Response('half done')
        throw new Error('no')
      },
    ],
    [
      'rejects',
      async (c) => {
        c.res = new Response('half done')
        throw new Error('no')
      },
    ],
  ]
  test.each(throwing)('a handler that has set an answer and then %s is a 500', async (_, handler) => {
    const { answer, lines, requestId } = await ask(path, handler)
    expect([answer.status, await answer.json()]).toMatchObject([500, { code: 'internal' }])
    expect(lines).toMatchObject([{ status: 500, problem: 'internal', requestId }])
  })

  test('an answer that is set and cannot be changed gets the headers all the same', async () => {
    const { answer, lines, requestId } = await ask(path, async (c) => {
      c.res = await fetch(trust.pools[0]?.jwksUri ?? '')
      // The cast is what a handler without types does.
      return undefined as unknown as Response
    })
    expect([answer.status, answer.headers.get('x-frame-options')]).toEqual([200, 'DENY'])
    expect(lines).toMatchObject([{ status: 200, requestId }])
  })
})

test('what is no answer is a 500 and no empty success; what will be one is waited for, also for a token seen before', async () => {
  // The casts are what a handler without types does.
  const object = await ask('/v1/fleet/tea', () => ({ ok: true }) as unknown as Response, 2)
  expect([object.answer.status, object.lines]).toMatchObject([500, [{ status: 500, problem: 'internal' }]])
  const answer = new Response('later', { status: 201 })
  // The cast is safe: a promise of another realm, which is no instance of this one's.
  const OtherPromise = runInNewContext('Promise') as PromiseConstructor
  const later = OtherPromise.resolve(answer)
  expect((await ask('/v1/fleet/tea', () => later, 2)).answer.status).toBe(201)
})
