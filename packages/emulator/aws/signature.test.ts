/** Every service takes what is signed with the stack's key, and nothing else: over HTTP, as a caller is answered. */
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiGateway } from '../apigateway/index.ts'
import { createCloudFormation } from '../cloudformation/index.ts'
import { shop } from '../cognito/testing/pools.ts'
import { startWorld, type World } from '../cognito/testing/world.ts'
import { createDoor } from '../dynamodb/index.ts'
import { createEndpoint } from '../endpoint.ts'
import { createSsm } from '../ssm/index.ts'
import { createSts } from '../sts/index.ts'
import { call, listen } from '../testing/http.ts'
import { requireSigned, type SignedCall, signedCall, signedHeaders, testKey } from '../testing/key.ts'

let world: World
let url: string
const stops: (() => Promise<void>)[] = []
/** What reached the database. */
const reached: string[] = []

beforeAll(async () => {
  world = await startWorld()
  const engine = await listen((request, response) => {
    request.on('data', (chunk: Buffer) => reached.push(chunk.toString()))
    request.on('end', () => response.end('{"TableNames":[]}'))
  })
  const endpoint = createEndpoint({
    'cognito-idp': world.cognito.app,
    ssm: createSsm({ parameters: [{ name: '/flag', value: 'on' }], requireSigned }),
    dynamodb: createDoor({ endpoint: engine.url }, requireSigned),
    apigateway: createApiGateway({ apis: [], onChange: () => {}, issuers: '', requireSigned }),
    cloudformation: createCloudFormation({ stacks: [], region: 'us-east-1', accountId: '000000000000', requireSigned }),
    sts: createSts({ accountId: '000000000000', key: testKey, requireSigned }),
  })
  const serve = getRequestListener(endpoint)
  const server = await listen((request, response) => void serve(request, response))
  url = server.url
  stops.push(() => world.stop(), engine.stop, server.stop)
})
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()))
})

const json = (target: string) => ({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target })
const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** One call of each service, what it answers, and how the service names its refusals. */
const services: Readonly<
  Record<string, { ask: SignedCall; answer: string; status: number; names: readonly string[] }>
> = {
  Cognito: {
    ask: {
      service: 'cognito-idp',
      headers: json('AWSCognitoIdentityProviderService.DescribeUserPool'),
      body: JSON.stringify({ UserPoolId: shop.id }),
    },
    answer: shop.title,
    status: 400,
    names: ['MissingAuthenticationTokenException', 'UnrecognizedClientException', 'InvalidSignatureException'],
  },
  'Parameter Store': {
    ask: { service: 'ssm', headers: json('AmazonSSM.GetParameter'), body: '{"Name":"/flag"}' },
    answer: '"Value":"on"',
    status: 400,
    names: ['MissingAuthenticationTokenException', 'UnrecognizedClientException', 'InvalidSignatureException'],
  },
  DynamoDB: {
    ask: { service: 'dynamodb', headers: json('DynamoDB_20120810.ListTables'), body: '{}' },
    answer: 'TableNames',
    status: 400,
    names: ['MissingAuthenticationTokenException', 'UnrecognizedClientException', 'InvalidSignatureException'],
  },
  'API Gateway': {
    ask: { service: 'apigateway', path: '/v2/apis', method: 'GET' },
    answer: '"items":[]',
    status: 403,
    names: ['MissingAuthenticationTokenException', 'UnrecognizedClientException', 'InvalidSignatureException'],
  },
  CloudFormation: {
    ask: { service: 'cloudformation', headers: form, body: 'Action=DescribeStacks&Version=2010-05-15' },
    answer: 'DescribeStacksResult',
    status: 403,
    names: ['MissingAuthenticationToken', 'InvalidClientTokenId', 'SignatureDoesNotMatch'],
  },
  STS: {
    ask: { service: 'sts', headers: form, body: 'Action=GetCallerIdentity&Version=2011-06-15' },
    answer: '<Account>000000000000</Account>',
    status: 403,
    // Without a signature nobody knows for whom a form is.
    names: ['MissingAuthenticationToken', 'InvalidClientTokenId', 'SignatureDoesNotMatch'],
  },
}

const minutes = (count: number) => new Date(Date.now() + count * 60_000)

describe.each(Object.entries(services))('%s', (_, { ask, answer, status, names: [missing, stranger, mismatch] }) => {
  const { path = '/', method = 'POST', headers = {}, body } = ask
  const withBody = (text: string | undefined) => (text === undefined ? {} : { body: text })

  const refused = async (sent: ReturnType<typeof call>, name: string | undefined) => {
    const before = reached.length
    const { status: got, headers: answered, body: text } = await sent
    expect([got, `${String(answered['x-amzn-errortype'])} ${text}`]).toEqual([
      status,
      expect.stringContaining(name ?? ''),
    ])
    expect(text).not.toContain(answer)
    expect(reached).toHaveLength(before)
  }

  test('what is signed with the key is answered', async () => {
    const good = await signedCall(url, ask)
    expect([good.status, good.body]).toEqual([200, expect.stringContaining(answer)])
    // A clock that is a little wrong.
    for (const date of [minutes(-4), minutes(4)])
      expect(await signedCall(url, { ...ask, date })).toMatchObject({ status: 200 })
  })

  test('without a signature, and with something else in its place, nothing is', async () => {
    for (const authorization of [undefined, 'Bearer x', 'Basic eDp5']) {
      const sent = authorization === undefined ? headers : { ...headers, authorization }
      await refused(call(url, path, { method, headers: sent, ...withBody(body) }), missing)
    }
  })

  test('a key that is not the stack’s is refused, and another secret', async () => {
    await refused(signedCall(url, { ...ask, key: { ...testKey, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } }), stranger)
    await refused(signedCall(url, { ...ask, key: { ...testKey, secretAccessKey: 'guessed' } }), mismatch)
  })

  test('a signature for something else is refused: body, target, address, host, time, region, service', async () => {
    const signed = await signedHeaders(url, ask)
    const send = (change: Record<string, string>, to = path, text = body) =>
      call(url, to, { method, headers: { ...signed, ...change }, ...withBody(text) })
    if (body !== undefined) {
      await refused(send({}, path, `${body} `), mismatch)
      // Claims the hash of the body that was signed.
      const hash = 'x-amz-content-sha256'
      const claimed = await signedHeaders(url, { ...ask, headers: { ...headers, [hash]: 'UNSIGNED-PAYLOAD' } })
      await refused(call(url, path, { method, headers: claimed, ...withBody(body) }), mismatch)
    }
    if (headers === form) await refused(send({}, `${path}?Action=Other`), mismatch)
    await refused(send({ host: `localhost:${new URL(url).port}` }), mismatch)
    for (const date of [minutes(-6), minutes(6)]) await refused(signedCall(url, { ...ask, date }), mismatch)
    await refused(signedCall(url, { ...ask, region: 'eu-west-1' }), mismatch)
    if ('x-amz-target' in headers) await refused(signedCall(url, { ...ask, service: 'iam' }), mismatch)
    const { authorization = '' } = signed
    const later = await signedHeaders(url, { ...ask, date: minutes(1) })
    await refused(send({ 'x-amz-date': later['x-amz-date'] ?? '' }), mismatch)
    await refused(
      send({ authorization: `${authorization.slice(0, -1)}${authorization.endsWith('0') ? '1' : '0'}` }),
      mismatch,
    )
  })

  test('a header of AWS that is not signed, and half an authorization, are refused', async () => {
    const signed = await signedHeaders(url, ask)
    for (const change of [
      { 'x-amz-extra': 'x' },
      { authorization: 'AWS4-HMAC-SHA256 Credential=x' },
      { 'x-amz-date': 'yesterday' },
      { authorization: signed['authorization']?.replace('host;', '') ?? '' },
    ]) {
      const sent = call(url, path, { method, headers: { ...signed, ...change }, ...withBody(body) })
      await refused(sent, 'IncompleteSignature')
    }
  })

  test('a page is refused whatever it knows', async () => {
    for (const origin of ['http://localhost:3000', 'https://page.example', 'null', url]) {
      const sent = await signedCall(url, { ...ask, headers: { ...headers, origin } })
      expect([sent.status, sent.body]).toEqual([status, expect.not.stringContaining(answer)])
    }
  })
})

test('a service and an operation that are not emulated are refused by name, signed or not', async () => {
  const target = 'AWSCognitoIdentityProviderService.CreateUserImportJob'
  for (const [ask, name] of [
    [{ service: 'cognito-idp', headers: json(target), body: '{}' }, 'CreateUserImportJob'],
    [{ service: 'sts', headers: form, body: 'Action=AssumeRole' }, 'AssumeRole'],
    [{ service: 'iam', headers: form, body: 'Action=ListUsers' }, 'iam'],
    [{ service: 's3', path: '/bucket', method: 'GET' }, 's3'],
    [{ service: 'logs', headers: json('Logs_20140328.DescribeLogGroups'), body: '{}' }, 'logs'],
  ] as const) {
    const { status, body } = await signedCall(url, ask)
    expect([status, body]).toEqual([400, expect.stringMatching(new RegExp(`emulate .*${name}.*docs/emulated.md`))])
  }
  const unsigned = await call(url, '/', { method: 'POST', headers: json(target), body: '{}' })
  expect(unsigned.body).toContain('UnknownOperationException')
})
