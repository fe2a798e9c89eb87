/** What a caller waits for at a cold start: the bundle of the fleet's service, as it is deployed, in a fresh process. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { mint, person, testIssuers } from '@scopegate/testing'
import { contract } from '@scopegate/testing/fleet/contract'
import { fleetRoot } from '@scopegate/testing/fleet/synthesized'
import { expect, onTestFinished, test } from 'vitest'
import { type BundledFile, buildFiles } from './bundle.ts'
import { serviceEntry } from './entries.ts'

const service = serviceEntry(fleetRoot, 'fleet')

const startOf = (files: readonly BundledFile[]): number =>
  files.find(({ name }) => name === 'index.cjs')?.contents.length ?? Number.NaN

/** The guard alone: the kit, Hono and the contract, before handlers that do nothing. */
const guard = {
  ...service,
  text: [
    `import { lambdaHandler } from '@scopegate/http/lambda'`,
    `import { contract } from '../contract.ts'`,
    'export const handler = lambdaHandler(contract, () => ({ getHealth: (c) => c.json({ up: true }), listFleet: (c) => c.json({}) }))',
  ].join('\n'),
}

/** Bytes of what is loaded at the start. Write down what it is when it shrinks, and say why in the commit when it grows. */
test.each([
  { name: 'the guard alone', entry: guard, recorded: 78_500 },
  { name: 'a service', entry: service, recorded: 114_300 },
])('$name is as small as it was', ({ entry, recorded }) => {
  const length = startOf(buildFiles(fleetRoot, entry))
  expect(length).toBeLessThanOrEqual(recorded)
  expect(length).toBeGreaterThan(recorded - 500)
})

/** What only the SDK's part holds: it signs. */
const mark = 'AWS4-HMAC-SHA256'

test('the AWS SDK lies in files of its own', () => {
  const files = buildFiles(fleetRoot, service).filter(({ contents }) => Buffer.from(contents).includes(mark))
  expect(files.map(({ name }) => name)).not.toContain('index.cjs')
  expect(files).not.toEqual([])
})

/** Answers one event in a fresh process, which says what it loaded: of Node, and of the bundle. */
async function started(entry: typeof guard | typeof service, rawPath: string, token?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-service-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const { name, contents } of buildFiles(fleetRoot, entry)) writeFileSync(join(folder, name), contents)
  const event = {
    version: '2.0',
    rawPath,
    rawQueryString: '',
    headers: { host: 'api.example.test', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    isBase64Encoded: false,
    requestContext: { requestId: 'a', domainName: 'api.example.test', http: { method: 'GET' } },
  }
  const program = `
    const { handler } = require(${JSON.stringify(join(folder, 'index.cjs'))})
    handler(${JSON.stringify(event)}).then(({ statusCode, body }) => {
      const loaded = Object.keys(require.cache).filter((file) => file.startsWith(${JSON.stringify(folder)}))
      const sdk = loaded.some((file) => require('node:fs').readFileSync(file, 'utf8').includes('${mark}'))
      const fetch = process.moduleLoadList.some((name) => name.includes('undici/undici'))
      process.stderr.write(JSON.stringify({ statusCode, sdk, fetch }))
    })
  `
  const { stderr } = spawn(process.execPath, ['--input-type=commonjs', '--eval', program], {
    env: {
      POOLS: (await testIssuers(contract)).pools,
      FLEET_TABLE: 'fleet',
      IDEMPOTENCY_TABLE: 'idempotency',
      AWS_REGION: 'eu-central-1',
    },
  })
  return JSON.parse(await text(stderr)) as Readonly<Record<string, unknown>>
}

test.each([
  { what: 'a 401', entry: service, path: '/v1/fleet', statusCode: 401 },
  { what: 'a 404', entry: service, path: '/v1/nowhere', statusCode: 404 },
  { what: 'a public 200', entry: guard, path: '/healthz', statusCode: 200 },
])('$what loads neither the AWS SDK nor Node’s fetch implementation', async ({ entry, path, statusCode }) => {
  expect(await started(entry, path)).toEqual({ statusCode, sdk: false, fetch: false })
})

test('nor does a 403 to a signed token, for which the keys are fetched', async () => {
  const caller = person(contract, { pool: 'garage', role: 'owner', org: 'org_north', scopes: ['read:access'] })
  const token = await mint(contract, caller)
  expect(await started(service, '/v1/fleet', token)).toEqual({ statusCode: 403, sdk: false, fetch: false })
})
