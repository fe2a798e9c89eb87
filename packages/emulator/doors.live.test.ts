/** What strangers get of a running stack, on every port: pages of other origins, rebound names, other users of the machine. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { canBeApart } from './dynamodb/index.ts'
import { type LocalStack, startLocalStack } from './stack.ts'
import { type TestAssembly, testAssembly } from './testing/assembly.ts'
import { engineIn } from './testing/engines.ts'
import { call } from './testing/http.ts'
import { signedHeaders } from './testing/key.ts'
import { listening } from './testing/listening.ts'

let assembly: TestAssembly
let folder: string
let directory: string
let stack: LocalStack
let table: string
let database: DynamoDBClient
/** By the start. */
const said: string[] = []

beforeAll(async () => {
  assembly = await testAssembly()
  folder = mkdtempSync(join(tmpdir(), 'scopegate-doors-'))
  // What keeps others out must be the stack's own folder.
  chmodSync(folder, 0o755)
  directory = join(folder, 'local')
  stack = await startLocalStack({ port: 0, directory, template: assembly.directory, log: (line) => said.push(line) })
  table = stack.file.tables['organizations'] ?? ''
  const { endpoint, region, credentials } = stack.file.aws
  database = new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 })
  await database.send(new PutItemCommand({ TableName: table, Item: item('before') }))
})
afterAll(async () => {
  database.destroy()
  await stack.stop()
  assembly.remove()
  rmSync(folder, { recursive: true, force: true })
})

const item = (name: string) => ({ org: { S: 'org_north' }, name: { S: name } })
const untouched = async () => {
  const { Item } = await database.send(new GetItemCommand({ TableName: table, Key: { org: { S: 'org_north' } } }))
  expect(Item).toMatchObject(item('before'))
}

const addresses = () => [stack.file.aws.endpoint, ...Object.values(stack.file.apis).map(({ url }) => url)]
const portOf = (address: string) => Number(new URL(address).port)

/** The write that a stranger would make, as each service takes it. */
const attacks = () => {
  const json = (target: string) => ({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const pool = Object.values(stack.file.pools)[0]?.id
  const api = stack.resolved.apis[0]
  return [
    {
      service: 'dynamodb',
      headers: json('DynamoDB_20120810.PutItem'),
      body: JSON.stringify({ TableName: table, Item: item('rewritten') }),
    },
    { service: 'dynamodb', headers: json('DynamoDB_20120810.Scan'), body: JSON.stringify({ TableName: table }) },
    {
      service: 'cognito-idp',
      headers: json('AWSCognitoIdentityProviderService.ListUsers'),
      body: JSON.stringify({ UserPoolId: pool }),
    },
    { service: 'ssm', headers: json('AmazonSSM.GetParametersByPath'), body: '{"Path":"/"}' },
    { service: 'apigateway', method: 'DELETE', path: `/v2/apis/${api?.id}/routes/${api?.routes[0]?.id}` },
    {
      service: 'cloudformation',
      headers: form,
      body: `Action=GetTemplate&StackName=${stack.resolved.stacks[0]?.name}`,
    },
    { service: 'sts', headers: form, body: 'Action=GetCallerIdentity' },
  ].map((attack) => ({ method: 'POST', path: '/', headers: {}, ...attack }))
}

const refused = ({ status, body }: { status: number; body: string }) => {
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(body).not.toMatch(/org_north|"Parameters"|"Users"|TemplateBody|<Account>/)
}

test.skipIf(!canBeApart())('the stack with all its processes listens on the ports of the list and on no other', () => {
  const listed = addresses().map(portOf)
  process.stdout.write(`Ports of the stack: ${listed.join(', ')} (the first takes all AWS services)\n`)
  const hex = listed.map((port) => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`)
  expect(listening().toSorted()).toEqual(hex.toSorted())
  expect(said.filter((line) => line.startsWith('Other users'))).toEqual([])
})

test('a name that was made to lead here reads nothing and writes nothing, on any port', async () => {
  const { credentials: key } = stack.file.aws
  for (const address of addresses()) {
    for (const host of ['page.example', `page.example:${portOf(address)}`, `127.0.0.1:${portOf(address) + 1}`]) {
      for (const path of ['/', '/v1/access', '/.well-known/jwks.json', '/inbox']) {
        expect(await call(address, path, { headers: { host } })).toMatchObject({ status: 421, body: '' })
      }
      // Not even with the key, signed for that name.
      for (const attack of attacks()) {
        const headers = await signedHeaders(`http://${host}`, { ...attack, key })
        expect((await call(address, attack.path, { ...attack, headers })).status).toBe(421)
      }
    }
  }
  await untouched()
})

test('a page of another origin reads nothing and writes nothing, on any port', async () => {
  const { credentials: key } = stack.file.aws
  for (const address of addresses()) {
    for (const origin of ['http://localhost:3000', 'https://page.example', 'null']) {
      for (const attack of attacks()) {
        const unsigned = await call(address, attack.path, { ...attack, headers: { ...attack.headers, origin } })
        refused(unsigned)
        const headers = await signedHeaders(address, { ...attack, headers: { ...attack.headers, origin }, key })
        refused(await call(address, attack.path, { ...attack, headers }))
      }
    }
  }
  await untouched()
})

test('who lacks the key reads nothing and writes nothing, on any port', async () => {
  const { credentials } = stack.file.aws
  for (const address of addresses()) {
    for (const attack of attacks()) {
      refused(await call(address, attack.path, attack))
      const guessed = { ...credentials, secretAccessKey: 'guessed' }
      for (const key of [guessed, { accessKeyId: 'local', secretAccessKey: 'local' }]) {
        refused(
          await call(address, attack.path, { ...attack, headers: await signedHeaders(address, { ...attack, key }) }),
        )
      }
      // Somebody's signature for another body.
      const headers = await signedHeaders(address, { ...attack, body: '{}', key: credentials })
      refused(await call(address, attack.path, { ...attack, headers, body: `${attack.body ?? ''} ` }))
    }
  }
  await untouched()
})

/** What a shell says, of this user or of another one. */
const shellOf = (user: object) => async (command: string) =>
  (await promisify(execFile)('/bin/sh', ['-c', `${command} 2>&1; true`], { ...user, timeout: 10_000 })).stdout
/** `nobody` of Debian. */
const shell = shellOf({ uid: 65_534, gid: 65_534 })

test.skipIf(process.getuid?.() !== 0)(
  'another user of the machine reads no file, and no call without the key',
  async () => {
    expect((await shell('id -u')).trim()).toBe('65534')
    expect((await shell(`ls ${folder}`)).trim()).toBe('local')
    for (const name of ['', '/aws.env', '/stack.json', '/seed', '/dynamodb/data.sqlite', '/cognito', '/logs']) {
      expect(await shell(`cat ${directory}${name}`)).toContain('Permission denied')
    }
    expect(await shell(`ls ${directory}`)).toContain('Permission denied')
    for (const { path, method, headers, body = '' } of attacks()) {
      const flags = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`)
      const typed = `curl -s -w ' %{http_code}' -X ${method} ${flags.join(' ')} --data '${body}' ${stack.file.aws.endpoint}${path}`
      const said = await shell(typed)
      refused({ status: Number(said.slice(-3)), body: said })
      const guessed = await shell(`${typed} --aws-sigv4 aws:amz:us-east-1:dynamodb --user local:local`)
      refused({ status: Number(guessed.slice(-3)), body: guessed })
    }
    expect(await shell(`curl -s -w ' %{http_code}' ${stack.file.aws.endpoint}/inbox`)).toMatch(/ 403$/)
    await untouched()
  },
)

test.skipIf(process.getuid?.() !== 0 || !canBeApart())(
  'another user of the machine finds no way to the engine, which takes any signature',
  async () => {
    const names = ['dynamodb/socket', 'dynamodb/data.sqlite'].map((name) => join(directory, name))
    const scan = `curl -s -S -m 5 -H 'content-type: application/x-amz-json-1.0' -H 'x-amz-target: DynamoDB_20120810.Scan' --data '{"TableName":"${table}"}' --aws-sigv4 aws:amz:us-east-1:dynamodb --user local:local`
    const bySocket = `${scan} --unix-socket ${names[0]} http://127.0.0.1:8000/`
    const inside = `nsenter -t ${engineIn(directory)} -n ${scan} http://127.0.0.1:8000/`
    // Both lead there, for us.
    for (const way of [bySocket, inside]) expect(await shellOf({})(way)).toContain('org_north')
    expect(await shell(bySocket)).toMatch(/Permission denied|Could not connect|Couldn't connect/)
    expect(await shell(inside)).toMatch(/Operation not permitted|Permission denied/)
    for (const address of listening()) {
      const answer = await shell(
        `${scan} -w ' %{http_code}' http://127.0.0.1:${Number.parseInt(address.slice(-4), 16)}/`,
      )
      refused({ status: Number(answer.slice(-3)), body: answer })
    }
  },
)

const reachable = /^Other users of this machine can reach the database: .*`unshare` and `ip`/

test('a machine that gives the engine no network of its own is told so in one line, and all else works', async () => {
  const tools = mkdtempSync(join(tmpdir(), 'scopegate-tools-'))
  onTestFinished(() => rmSync(tools, { recursive: true }))
  writeFileSync(join(tools, 'unshare'), '#!/bin/sh\necho "unshare failed: Operation not permitted" >&2; exit 1\n', {
    mode: 0o755,
  })
  vi.stubEnv('PATH', `${tools}:${process.env['PATH']}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  const before = listening().length
  const other = await startLocalStack({ port: 0, directory: join(tools, 'local'), template: assembly.directory, log })
  onTestFinished(() => other.stop())
  expect(lines.filter((line) => reachable.test(line))).toHaveLength(1)
  expect(listening()).toHaveLength(before + addresses().length + 1)
  const { endpoint, region, credentials } = other.file.aws
  const client = new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 })
  onTestFinished(() => client.destroy())
  const put = client.send(new PutItemCommand({ TableName: other.file.tables['organizations'], Item: item('there') }))
  await expect(put).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } })
})
