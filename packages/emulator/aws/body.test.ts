import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { createApiGateway } from '../apigateway/index.ts'
import { createCloudFormation } from '../cloudformation/index.ts'
import { startWorld } from '../cognito/testing/world.ts'
import { createSsm } from '../ssm/index.ts'
import { call, listen } from '../testing/http.ts'
import { requireSigned } from '../testing/key.ts'

const served = (make: (log: (line: string) => void) => Pick<Hono, 'fetch'>) => async (log: (line: string) => void) => {
  const listener = getRequestListener(make(log).fetch)
  const { url, stop } = await listen((request, response) => void listener(request, response))
  onTestFinished(stop)
  return url
}

const apis: Readonly<Record<string, (log: (line: string) => void) => Promise<string>>> = {
  Cognito: async (log) => {
    const world = await startWorld([], log)
    onTestFinished(() => world.stop())
    return world.url
  },
  'Parameter Store': served((log) => createSsm({ parameters: [], requireSigned, log })),
  'API Gateway': served((log) => createApiGateway({ apis: [], onChange: () => {}, issuers: '', requireSigned, log })),
  CloudFormation: served((log) =>
    createCloudFormation({ stacks: [], region: 'us-east-1', accountId: '000000000000', requireSigned, log }),
  ),
}

test.each(Object.keys(apis))('a body of 200 KB to %s is refused with 413, and nothing is logged', async (name) => {
  const lines: string[] = []
  const url = (await apis[name]?.((line) => lines.push(line))) ?? ''
  const body = 'x'.repeat(200_000)
  const measured = { 'content-length': String(body.length) }
  for (const headers of [measured, { 'transfer-encoding': 'chunked' }]) {
    const answer = await call(url, '/', { method: 'POST', headers, body })
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([413, 'RequestEntityTooLarge'])
  }
  expect(lines).toEqual([])
})
