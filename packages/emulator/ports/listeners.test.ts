/** Uploads that break off, or never end: no answer of 500, no trace in the log, and the server goes on. */
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiGateway } from '../apigateway/index.ts'
import { createCloudFormation } from '../cloudformation/index.ts'
import { startWorld, type World } from '../cognito/testing/world.ts'
import { createDoor } from '../dynamodb/index.ts'
import { createEndpoint } from '../endpoint.ts'
import { type Listener, listenOn } from '../ports/listeners.ts'
import { createSsm } from '../ssm/index.ts'
import { createSts } from '../sts/index.ts'
import { call } from '../testing/http.ts'
import { requireSigned, testKey } from '../testing/key.ts'

const lines: string[] = []
const log = (line: string) => void lines.push(line)
let world: World
let listener: Listener

beforeAll(async () => {
  world = await startWorld(undefined, log)
  const place = { region: 'us-east-1', accountId: '000000000000' }
  listener = await listenOn(0, undefined, { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 50 })
  listener.serve(
    getRequestListener(
      createEndpoint({
        'cognito-idp': world.cognito.app,
        ssm: createSsm({ parameters: [], requireSigned, log }),
        dynamodb: createDoor({ endpoint: 'http://127.0.0.1:9' }, requireSigned),
        apigateway: createApiGateway({ apis: [], onChange: () => {}, issuers: '', requireSigned, log }),
        cloudformation: createCloudFormation({ ...place, stacks: [], requireSigned, log }),
        sts: createSts({ ...place, key: testKey, requireSigned, log }),
      }),
    ),
  )
})
afterAll(async () => {
  await listener.close()
  await world.stop()
})

const uploads: Readonly<Record<string, readonly string[]>> = {
  'the JSON API of Cognito': ['POST / HTTP/1.1', 'x-amz-target: AWSCognitoIdentityProviderService.InitiateAuth'],
  'the token endpoint': ['POST /shop/oauth2/token HTTP/1.1', 'content-type: application/x-www-form-urlencoded'],
  'Parameter Store': ['POST / HTTP/1.1', 'x-amz-target: AmazonSSM.GetParameter'],
  DynamoDB: ['POST / HTTP/1.1', 'x-amz-target: DynamoDB_20120810.PutItem'],
  'API Gateway': ['POST /v2/apis/x/routes HTTP/1.1', 'content-type: application/json'],
  CloudFormation: ['POST / HTTP/1.1', 'content-type: application/x-www-form-urlencoded'],
}

/** Begins the upload, in one piece or in chunks. */
async function begun(kind: string, framing: string, start: string) {
  const { host, hostname, port } = new URL(listener.url)
  const socket = createConnection(Number(port), hostname)
  await once(socket, 'connect')
  socket.on('error', () => {})
  socket.write([...(uploads[kind] ?? []), `host: ${host}`, framing, '', start].join('\r\n'))
  return socket
}

test.each(Object.keys(uploads))('%s: an upload that breaks off is nobody’s error', async (kind) => {
  for (const [framing, start] of [
    ['content-length: 100', '{"a"'],
    ['transfer-encoding: chunked', '4\r\n{"a"\r\n'],
  ] as const) {
    const socket = await begun(kind, framing, start)
    // Another call is answered meanwhile: the upload has arrived by then.
    await call(listener.url, '/nothing')
    socket.destroy()
    await once(socket, 'close')
  }
  expect((await call(listener.url, '/nothing')).status).toBe(404)
  expect(lines.filter((line) => line.includes(' at '))).toEqual([])
})

test.each(Object.keys(uploads))('%s: an upload that never ends is cut', async (kind) => {
  const socket = await begun(kind, 'transfer-encoding: chunked', '4\r\n{"a"\r\n')
  const said: Buffer[] = []
  socket.on('data', (chunk: Buffer) => said.push(chunk))
  await once(socket, 'close')
  expect(Buffer.concat(said).toString()).toMatch(/^(HTTP\/1\.1 408 |$)/)
  expect(lines.filter((line) => line.includes(' at '))).toEqual([])
})

test('headers that never end are cut', async () => {
  const { hostname, port } = new URL(listener.url)
  const socket = createConnection(Number(port), hostname)
  socket.write('GET / HTTP/1.1\r\nhost:')
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /)
})

test.each(['page.example', '127.0.0.1.page.example', 'localhost', '127.0.0.2', '127.0.0.1:1', 'x@127.0.0.1'])(
  'the host "%s" is refused, and the names of this machine with the port are not',
  async (host) => {
    const { port } = new URL(listener.url)
    expect(await call(listener.url, '/', { headers: { host } })).toMatchObject({ status: 421, body: '' })
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      expect((await call(listener.url, '/', { headers: { host: `${name}:${port}` } })).status).toBe(404)
    }
  },
)
