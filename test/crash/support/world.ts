/**
 * A whole system that can be hurt: a DynamoDB process with its data on disk, servers as processes of their own, and a
 * tap between them. Every address stays the same through every death.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createTables, findDynoxide } from '@scopegate/emulator/dynamodb/index'
import { localAccess, tableDefinitions, tables } from '../../services/support/dynamodb.ts'
import { mint, operator, testIssuers } from '../../support/principals.ts'
import { fixedPort } from './fixed-port.ts'
import { type Mortal, startMortal } from './mortal.ts'
import { startTap, type Tap } from './tap.ts'

export interface CrashWorld {
  readonly database: Mortal
  /** Of the database itself, for a look past the services. */
  readonly databaseEndpoint: string
  readonly servers: readonly Mortal[]
  /** Base addresses of the servers, in the same order. */
  readonly urls: readonly string[]
  /** Between the servers and the database. */
  readonly tap: Tap
  readonly stop: () => Promise<void>
}

const serverEntry = fileURLToPath(import.meta.resolve('@scopegate/services/server'))

async function startDatabase(file: string) {
  const port = await fixedPort()
  const database = await startMortal({
    command: findDynoxide(),
    args: ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file],
    env: {},
    ready: 'listening',
  })
  const endpoint = `http://127.0.0.1:${port}`
  const client = new DynamoDBClient({ endpoint, ...localAccess })
  await createTables(client, tableDefinitions)
  client.destroy()
  return { database, port, endpoint }
}

async function startServer(databaseEndpoint: string) {
  const port = await fixedPort()
  const server = await startMortal({
    command: process.execPath,
    args: [serverEntry],
    env: {
      ...tables,
      PORT: String(port),
      POOLS: (await testIssuers()).pools,
      DYNAMODB_ENDPOINT: databaseEndpoint,
      AWS_REGION: localAccess.region,
      AWS_ACCESS_KEY_ID: localAccess.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localAccess.credentials.secretAccessKey,
    },
    ready: 'listens on port',
  })
  return { server, url: `http://127.0.0.1:${port}` }
}

export interface CrashWorldOptions {
  /** How many server processes. */
  readonly servers: number
  /** Whether the servers reach the database through the tap. Measurements go without. */
  readonly tapped?: boolean
}

/** Starts the system; the caller stops it. */
export async function startCrashWorld({ servers, tapped = true }: CrashWorldOptions): Promise<CrashWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'scopegate-crash-'))
  const { database, port, endpoint } = await startDatabase(join(folder, 'data.sqlite'))
  const tap = await startTap(port)
  const started = await Promise.all(
    Array.from({ length: servers }, () => startServer(tapped ? tap.endpoint : endpoint)),
  )
  return {
    database,
    databaseEndpoint: endpoint,
    servers: started.map(({ server }) => server),
    urls: started.map(({ url }) => url),
    tap,
    stop: async () => {
      await Promise.all(started.map(({ server }) => server.stop()))
      await tap.stop()
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Opens an organization and credits its wallet, over HTTP as an operator does. */
export async function openFunded(url: string, org: string, balance: number): Promise<void> {
  const headers = {
    authorization: `Bearer ${await mint(operator())}`,
    'content-type': 'application/json',
    'idempotency-key': `"${crypto.randomUUID()}"`,
  }
  const send = async (method: string, path: string, body: unknown) => {
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) })
    if (answer.status !== 201) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
  }
  await send('PUT', `/v1/orgs/${org}`, { name: 'Test', currency: 'EUR' })
  await send('POST', `/v1/orgs/${org}/wallet/credits`, { amount: balance, currency: 'EUR' })
}
