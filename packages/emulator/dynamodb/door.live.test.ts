import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { listenOn } from '../ports/listeners.ts'
import { call } from '../testing/http.ts'
import { callerOf, requireSigned, signedCall, testKey } from '../testing/key.ts'
import { createDoor, type Engine, hiddenAddress, startEngine } from './index.ts'

async function opened(engine: Engine | undefined) {
  const listener = await listenOn(0)
  listener.serve(getRequestListener(createDoor(engine, requireSigned).fetch))
  return listener
}

let engine: Engine
let door: Awaited<ReturnType<typeof opened>>
beforeAll(async () => {
  engine = await startEngine({ file: undefined, port: 0, host: hiddenAddress() })
  door = await opened(engine)
})
afterAll(async () => {
  await door.close()
  await engine.stop()
})

const listTables = (endpoint: string, credentials = testKey) => {
  const client = new DynamoDBClient({ ...callerOf(endpoint), credentials })
  onTestFinished(() => client.destroy())
  return client.send(new ListTablesCommand({}))
}

test('the AWS SDK passes with the key, and with no other', async () => {
  expect((await listTables(door.url)).TableNames).toEqual([])
  await expect(listTables(door.url, { ...testKey, secretAccessKey: 'guessed' })).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  })
})

test.each(['http://localhost:3000', 'https://page.example', 'null'])('a page of %s is refused', async (origin) => {
  const headers = { origin, 'x-amz-target': 'DynamoDB_20120810.ListTables' }
  const answers = [
    await signedCall(door.url, { service: 'dynamodb', headers, body: '{}' }),
    await call(door.url, '/', { method: 'OPTIONS', headers }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([400, 404])
  expect(answers.map((answer) => answer.headers['access-control-allow-origin'])).toEqual([undefined, undefined])
})

test('an engine that has ended is an outage', async () => {
  const other = await startEngine({ file: undefined, port: 0 })
  await other.stop()
  const listener = await opened(other)
  onTestFinished(() => listener.close())
  await expect(listTables(listener.url)).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
})

test('where another database is named, a call that comes here is told so', async () => {
  const listener = await opened(undefined)
  onTestFinished(() => listener.close())
  await expect(listTables(listener.url)).rejects.toThrow('`DYNAMODB_ENDPOINT` names another')
})
