/**
 * A DynamoDB for one test file: a process of its own with the four tables, gone when the file is done.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb'
import { onTestFinished } from 'vitest'

/** The tables' names, as the environment of the services gives them. */
export const tables = {
  INVENTORY_TABLE: 'inventory',
  WALLETS_TABLE: 'wallets',
  RECHARGES_TABLE: 'recharges',
  IDEMPOTENCY_TABLE: 'idempotency',
} as const

const keys: Readonly<Record<keyof typeof tables, readonly [string] | readonly [string, string]>> = {
  INVENTORY_TABLE: ['org', 'sku'],
  WALLETS_TABLE: ['org', 'item'],
  RECHARGES_TABLE: ['org', 'id'],
  IDEMPOTENCY_TABLE: ['key'],
}

const binary = fileURLToPath(new URL('../../../infra/node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url))

/** The process prints port 0 when it is given port 0, so the port is found before. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return address.port
}

export interface TestDynamo {
  readonly endpoint: string
  readonly stop: () => Promise<void>
}

/** Starts the database; the caller stops it. */
export async function startDynamo(): Promise<TestDynamo> {
  const endpoint = `http://127.0.0.1:${await freePort()}`
  const child = spawn(binary, ['serve', '--port', new URL(endpoint).port], { stdio: ['ignore', 'ignore', 'inherit'] })
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGKILL')
    await exited
  }
  const client = new DynamoDBClient({ endpoint, ...localAccess })
  try {
    await listening(endpoint)
    for (const [name, [hash, range]] of Object.entries(keys)) {
      // The cast restores what Object.entries forgets.
      const TableName = tables[name as keyof typeof tables]
      const attributes = [hash, ...(range === undefined ? [] : [range])]
      const command = new CreateTableCommand({
        TableName,
        KeySchema: attributes.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
        AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        BillingMode: 'PAY_PER_REQUEST',
      })
      await client.send(command)
    }
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires_at' }
    await client.send(new UpdateTimeToLiveCommand({ TableName: tables.IDEMPOTENCY_TABLE, TimeToLiveSpecification }))
  } catch (error) {
    await stop()
    throw error
  } finally {
    client.destroy()
  }
  return { endpoint, stop }
}

/** What the SDK wants to know before it talks to a database on this machine. */
export const localAccess = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const

async function listening(endpoint: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const answer = await fetch(endpoint).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer !== undefined) return
    await setTimeout(20)
  }
  throw new Error('The test database did not start')
}

/** A database for the running test alone. */
export async function dynamoForThisTest(): Promise<TestDynamo> {
  const dynamo = await startDynamo()
  onTestFinished(dynamo.stop)
  return dynamo
}
