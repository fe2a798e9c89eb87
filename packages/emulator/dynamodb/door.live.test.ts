import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { listenOn } from '../ports/listeners.ts'
import { call } from '../testing/http.ts'
import { type Engine, hiddenAddress, openDoor, startEngine } from './index.ts'

let engine: Engine
let url: string
let close: () => Promise<void>
beforeAll(async () => {
  engine = await startEngine({ file: undefined, port: 0, host: hiddenAddress() })
  const listener = await listenOn(0)
  const door = openDoor(engine.endpoint)
  listener.serve(door.serve)
  url = listener.url
  close = async () => {
    door.close()
    await listener.close()
  }
})
afterAll(async () => {
  await close()
  await engine.stop()
})

const listTables = (headers: Record<string, string> = {}) =>
  call(url, '/', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.ListTables',
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x',
      'x-amz-date': '20260101T000000Z',
      ...headers,
    },
    body: '{}',
  })

test('the AWS SDK passes', async () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 })
  onTestFinished(() => client.destroy())
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([])
  expect((await listTables()).status).toBe(200)
})

test.each(['http://localhost:3000', 'https://page.example', 'null'])('a page of %s is refused', async (origin) => {
  const answer = await listTables({ origin })
  expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([403, undefined])
  const preflight = await call(url, '/', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  })
  expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([403, undefined])
})

test.each(['page.example', 'page.example:80', '127.0.0.1.page.example'])('the host %s is refused', async (host) => {
  expect((await listTables({ host })).status).toBe(421)
})

test('an engine that has ended is an outage', async () => {
  const other = await startEngine({ file: undefined, port: 0 })
  await other.stop()
  const listener = await listenOn(0)
  const door = openDoor(other.endpoint)
  onTestFinished(async () => {
    door.close()
    await listener.close()
  })
  listener.serve(door.serve)
  const answer = await call(listener.url, '/', { method: 'POST', body: '{}' })
  expect([answer.status, answer.body]).toEqual([503, expect.stringContaining('does not answer')])
})
