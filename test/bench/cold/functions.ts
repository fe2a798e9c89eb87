/** The functions that are started, bundled as they are deployed, and what each must answer to its event. */
import { fileURLToPath } from 'node:url'
import { type BundledFile, buildFiles } from '@scopegate/cdk/functions/bundle'
import { serviceEntry, triggerEntry } from '@scopegate/cdk/functions/entries'
import { startDatabase } from '@scopegate/testing'
import { contract } from '@scopegate/testing/fleet/contract'
import { personEvent } from '@scopegate/trigger/testing/events'
import { startSsm } from '@scopegate/trigger/testing/ssm-server'
import type { Limit } from '../interleave.ts'
import { startIssuer } from '../request/issuer.ts'

/** A function and its first event. */
export interface Cold {
  readonly name: string
  readonly files: readonly BundledFile[]
  readonly event: unknown
  readonly environment: Readonly<Record<string, string>>
  /** What its answer must contain, as JSON: a function that fails is not measured. */
  readonly answers: string
  readonly cpu?: Limit
}

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../../packages/testing/fleet', import.meta.url))
const bare = [
  { name: 'index.mjs', contents: Buffer.from(`export const handler = async () => ({ statusCode: 200 })\n`) },
]

const request = (rawPath: string, token?: string) => ({
  version: '2.0',
  rawPath,
  rawQueryString: '',
  headers: { host: 'api.example.test', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  isBase64Encoded: false,
  requestContext: {
    requestId: 'a',
    domainName: 'api.example.test',
    http: { method: 'GET', path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'bench' },
  },
})

/** Starts what they talk to. The first is the bare one. */
export async function startFunctions(): Promise<{ functions: readonly Cold[]; close: () => Promise<void> }> {
  // First, because it may fail, and what runs then would keep the bench.
  const trigger = buildFiles(root, triggerEntry(root))
  const service = buildFiles(root, serviceEntry(root, 'fleet'))
  const peer = (name: string) =>
    buildFiles(here, { name: `${name}-entry`, text: `export { handler } from './${name}.ts'\n`, folder: here })
  const { setup, tokens, close } = await startIssuer()
  const database = await startDatabase(contract)
  const clientId = setup.clientId
  const ssm = await startSsm({ kind: 'value', value: JSON.stringify({ 'garage-web': clientId }) })
  const ours = { POOLS: setup.pools, ...database.environment }
  const theirs = {
    USER_POOL_ID: setup.userPoolId,
    CLIENT_ID: clientId,
    SCOPE: 'fleet/read:fleet',
    JWKS: setup.jwksUri,
    ...database.environment,
  }
  const signIn = personEvent({
    clientId,
    scopes: ['openid', 'fleet/read:fleet'],
    attributes: { 'custom:role': 'owner', 'custom:org_id': 'org_north' },
  })
  const first = request('/v1/fleet', tokens.withoutScope)
  const reading = request('/v1/fleet', tokens.hot)
  return {
    functions: [
      { name: 'a handler that does nothing', files: bare, event: {}, environment: {}, answers: '200' },
      {
        name: 'our trigger, client directory in a variable',
        files: trigger,
        event: signIn,
        environment: { POOL: 'garage', CLIENT_DIRECTORY: JSON.stringify({ 'garage-web': clientId }) },
        answers: '"claimsToAddOrOverride":{"org_id":"org_north"',
        cpu: { most: 1.15 },
      },
      {
        name: 'our trigger, client directory in a parameter',
        files: trigger,
        event: signIn,
        environment: { POOL: 'garage', CLIENT_DIRECTORY_PARAMETER: '/clients', AWS_ENDPOINT_URL_SSM: ssm.url },
        answers: '"claimsToAddOrOverride":{"org_id":"org_north"',
        cpu: { most: 3.5 },
      },
      {
        name: 'our API, 401 without a token',
        files: service,
        event: request('/v1/fleet'),
        environment: ours,
        answers: '"statusCode":401',
        cpu: { most: 2.5 },
      },
      {
        name: 'our API, 403 to a signed token',
        files: service,
        event: first,
        environment: ours,
        answers: '"statusCode":403',
        cpu: { most: 2.5 },
      },
      {
        name: 'our API, 200 from a table',
        files: service,
        event: reading,
        environment: ours,
        answers: '"statusCode":200',
        cpu: { most: 4 },
      },
      {
        name: 'Hono + zod + aws-jwt-verify, 403 to a signed token',
        files: peer('peer'),
        event: first,
        environment: theirs,
        answers: '"statusCode":403',
      },
      {
        name: 'the same with the AWS SDK, 200 from a table',
        files: peer('peer-table'),
        event: reading,
        environment: theirs,
        answers: '"statusCode":200',
      },
    ],
    close: async () => {
      await ssm[Symbol.asyncDispose]()
      await database.stop()
      await close()
    },
  }
}
