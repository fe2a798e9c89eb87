import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DescribeTimeToLiveCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '../ports/free-port.ts'
import type { ResolvedTable } from '../template/index.ts'
import { dynamodbElsewhere } from '../testing/dynamodb-elsewhere.ts'
import { engineIn, engineOnPort } from '../testing/engines.ts'
import { canBeApart, createTables, findDynoxide, startDynamodb, startEngine } from './index.ts'

const table: ResolvedTable = {
  logicalId: 'Keys',
  name: 'keys',
  AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
  timeToLive: 'expires_at',
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-dynamodb-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })

test('a restart keeps the tables and their rows', async () => {
  const options = { file: join(folder, 'data', 'keep.sqlite'), port: 0, tables: [table], prefix: 'a-' }
  const first = await startDynamodb(options)
  expect(first.tableNames).toEqual({ Keys: 'a-keys' })
  await clientOf(first.endpoint).send(new PutItemCommand({ TableName: 'a-keys', Item: { key: { S: 'x' } } }))
  await first.stop()

  const second = await startDynamodb(options)
  const { Item } = await clientOf(second.endpoint).send(
    new GetItemCommand({ TableName: 'a-keys', Key: { key: { S: 'x' } } }),
  )
  expect(Item).toEqual({ key: { S: 'x' } })
  const ttl = await clientOf(second.endpoint).send(new DescribeTimeToLiveCommand({ TableName: 'a-keys' }))
  expect(ttl.TimeToLiveDescription).toMatchObject({ AttributeName: 'expires_at' })
  await second.stop()
})

test('a table that exists with other keys stops the start instead of losing rows', async () => {
  const engine = await startDynamodb({ file: undefined, port: 0, tables: [table] })
  const changed: ResolvedTable = {
    ...table,
    AttributeDefinitions: [{ AttributeName: 'other', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
  }
  await expect(
    startDynamodb({ file: undefined, port: 0, endpoint: engine.endpoint, tables: [changed] }),
  ).rejects.toThrow('The table `Keys` exists with other keys than the template’s. Run `start --fresh` to begin anew')
  await engine.stop()
})

test('a table is waited for before anything else is asked of it', async () => {
  const engine = await startEngine({ file: undefined, port: 0 })
  const { endpoint, calls } = await dynamodbElsewhere(engine.endpoint, { slowTables: true })
  await createTables(clientOf(endpoint), [table])
  const operations = calls.map(({ operation }) => operation)
  expect(operations.filter((name) => name === 'DescribeTable').length).toBeGreaterThan(1)
  expect(operations.slice(operations.lastIndexOf('DescribeTable') + 1)).toEqual([
    'DescribeTimeToLive',
    'UpdateTimeToLive',
  ])
  await engine.stop()
})

test('a table that exists without its time to live gets it, once', async () => {
  const engine = await startEngine({ file: undefined, port: 0 })
  const client = clientOf(engine.endpoint)
  await createTables(client, [{ ...table, timeToLive: undefined }])
  const { endpoint, calls } = await dynamodbElsewhere(engine.endpoint)
  for (const _ of [1, 2]) await createTables(clientOf(endpoint), [table])
  expect(calls.filter(({ operation }) => operation === 'UpdateTimeToLive')).toHaveLength(1)
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'keys' }))
  expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expires_at' })
  await expect(createTables(client, [{ ...table, timeToLive: 'other' }])).rejects.toThrow(
    'The table `Keys` exists with another time to live than the template’s',
  )
  await engine.stop()
})

test('a port that somebody else has is one clear line', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const address = squatter.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(startEngine({ file: undefined, port })).rejects.toThrow(
    new RegExp(`^The DynamoDB engine did not start on port ${port}: .*already in use`),
  )
  squatter.close()
})

test('a platform without an engine is told what to do', () => {
  expect(() => findDynoxide('plan9', 'mips')).toThrow(
    /No DynamoDB engine for plan9-mips .* set `DYNAMODB_ENDPOINT` to its address$/,
  )
})

test('a `DYNAMODB_ENDPOINT` where nobody answers is one clear line', async () => {
  const endpoint = `http://127.0.0.1:${await freePort()}`
  await expect(startDynamodb({ file: undefined, port: 0, endpoint, tables: [table] })).rejects.toThrow(
    `\`DYNAMODB_ENDPOINT\` (${endpoint}) does not take the template’s tables (Error). Is it`,
  )
})

test('the engine’s death is told once, and a stop is none', async () => {
  const onDeath = vi.fn<(reason: string) => void>()
  const engine = await startEngine({ file: undefined, port: 0, onDeath })
  process.kill(engineOnPort(new URL(engine.endpoint).port))
  await vi.waitFor(() => expect(onDeath).toHaveBeenCalledTimes(1), { timeout: 20_000 })
  const other = await startEngine({ file: undefined, port: 0, onDeath })
  await other.stop()
  expect(onDeath).toHaveBeenCalledTimes(1)
})

test.each([false, true])('the engine ends when we are killed (with a network of its own: %s)', async (own) => {
  const file = own ? join(folder, 'own', 'data.sqlite') : undefined
  const options = own && canBeApart() ? { file, port: 0, socket: join(folder, 'own', 'socket') } : { file, port: 0 }
  const url = new URL('./engine.ts', import.meta.url).href
  const script = `import { startEngine } from ${JSON.stringify(url)}
    console.log((await startEngine(${JSON.stringify(options)})).endpoint)
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = file === undefined ? engineOnPort(new URL(line.toString().trim()).port) : engineIn(dirname(file))
  expect(pid).toBeGreaterThan(1)
  parent.kill('SIGKILL')
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 20_000 })
})
