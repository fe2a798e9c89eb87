/**
 * `scopes drift` when AWS cannot be asked, or does not answer: one line with the cause, one with the next step, exit 2.
 */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiGatewayV2Client, GetApiCommand } from '@aws-sdk/client-apigatewayv2'
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation'
import { CognitoIdentityProviderClient, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Ran } from '@scopegate/cli/testing/index'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest'
import { run } from '../support/run.ts'
import { stack } from '../support/stack.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-faults-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Nobody’s machine: no credentials, no region, no profile, and no address outside this machine. */
beforeEach(() => {
  for (const name of ['AWS_PROFILE', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
    vi.stubEnv(name, undefined)
  }
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null')
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  // Nothing listens on the discard port.
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9')
})

const withCredentials = () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'hidden-from-everyone')
}

const drift = (...args: readonly string[]) => run(['drift', ...args])
const local = (...args: readonly string[]) => drift('--directory', inject('stackDirectory'), ...args)

/** One cause, one next step, nothing else. */
function expectFailure({ code, out, err }: Ran, cause: string, next: string): void {
  const [first, second, ...rest] = err.split('\n')
  expect([code, out, rest]).toEqual([2, '', ['']])
  expect(first).toBe(`${cause}.`)
  expect(second).toMatch(/^Next: /)
  expect(second).toContain(next)
}

test('without credentials it says so, and how to log in', async () => {
  expectFailure(await drift('--region', 'us-east-1'), 'There are no AWS credentials', '--profile <name>')
})

test.each(['eyJhbGciOiJSUzI1NiJ9', 'constructor'])('a profile `%s` that does not exist is told', async (profile) => {
  // Keys in the environment do not stand in for it.
  withCredentials()
  const ran = await drift('--region', 'us-east-1', '--profile', profile)
  expectFailure(ran, 'There is no AWS profile of the name that `--profile` gives', 'aws configure list-profiles')
  expect(ran.err).not.toContain(profile)
})

test('a profile that exists without credentials is told as that', async () => {
  const file = join(folder, 'config')
  await writeFile(file, '[profile empty]\nregion = eu-central-1\n')
  vi.stubEnv('AWS_CONFIG_FILE', file)
  expectFailure(await drift('--profile', 'empty', '--region', 'us-east-1'), 'There are no AWS credentials', 'log in')
})

test('the profile that is named is asked with, whatever the environment holds', async () => {
  withCredentials()
  const file = join(folder, 'credentials')
  await writeFile(file, '[work]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = x\n')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file)
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization)
    response.writeHead(403, { 'content-type': 'text/xml' })
    response.end('<ErrorResponse><Error><Code>AccessDenied</Code><Message>No</Message></Error></ErrorResponse>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // The cast is safe: a server that listens on a TCP port has an AddressInfo.
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const ran = await drift('--profile', 'work', '--region', 'eu-central-1')
  expectFailure(ran, 'The AWS credentials may not do `cloudformation:GetTemplate`', 'have somebody allow')
  expect(asked[0]).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAPROFILE\/\d+\/eu-central-1\/cloudformation\//)
  expect(asked).toHaveLength(1)
  server.closeAllConnections()
  server.close()
})

test('without a region it says so', async () => {
  withCredentials()
  expectFailure(await drift(), 'No AWS region is given', '--region <region>')
})

test.each(['Frankfurt', 'eu central 1', 'eu-central-1.evil.example'])('a region `%s` is none', async (region) => {
  expectFailure(await drift('--region', region), 'The AWS region has not the form of one', '--region eu-central-1')
})

test('an AWS that cannot be reached is a network, not an answer', async () => {
  withCredentials()
  const ran = await drift('--region', 'us-east-1')
  expectFailure(ran, 'AWS cannot be reached for `cloudformation:GetTemplate`', 'check the network')
})

test('a local stack that does not run, or was killed, is told as that', async () => {
  expectFailure(
    await drift('--directory', folder),
    'No local stack runs: its folder holds no `stack.json`',
    'scopes start',
  )
  const text = JSON.stringify(stack()).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:9')
  await writeFile(join(folder, 'stack.json'), text)
  expectFailure(await drift('--directory', folder), 'The local stack does not answer', 'scopes start')
})

test.each([
  [['--stack', 'Scopegat'], 'There is no stack `Scopegat` in the local stack', 'leave out `--stack`'],
  [['--stack', 'eyJ.a.b'], 'There is no stack of that name in the local stack', 'leave out `--stack`'],
  [['--stack', 'ScopegateData', '--with', 'tree'], 'The stack has no user pool of this project', '`--stack`'],
  [['--with', 'nothing'], 'The value of `--with <contract>` is not one that it takes', 'deployed, tree'],
  [['--profil', 'x'], '`scopes drift` has no option `--profil`', 'did you mean `--profile`?'],
  [['--profile', 'x'], '`--directory <folder>` and `--profile <name>` exclude each other', 'leave one of them out'],
  [['more'], '`scopes drift` was given too many arguments', '`scopes drift --help`'],
])('drift %j fails in one line and says what to type next', async (args, cause, next) => {
  expectFailure(await local(...args), cause, next)
})

const named = (name: string, message = 'arn:aws:iam::123456789012:user/amy said hidden-from-everyone') =>
  Object.assign(new Error(message), { name })

test.each([
  ['ExpiredToken', 'The AWS credentials have expired', 'log in to AWS again'],
  ['ExpiredTokenException', 'The AWS credentials have expired', 'log in to AWS again'],
  ['InvalidClientTokenId', 'AWS does not take these credentials', 'log in to AWS'],
  [
    'AccessDenied',
    'The AWS credentials may not do `cloudformation:GetTemplate`',
    'have somebody allow this IAM action',
  ],
  ['Throttling', 'AWS is too busy to answer `cloudformation:GetTemplate`', 'wait a minute'],
  ['TimeoutError', 'AWS cannot be reached for `cloudformation:GetTemplate`', 'check the network'],
  ['InsufficientCapabilities', 'AWS answered `cloudformation:GetTemplate` with `InsufficientCapabilities`', 'look'],
  ['Odd name of mine', 'AWS answered `cloudformation:GetTemplate` with an error without a name', 'look'],
])('%s of AWS is told in our words, and nothing of its message', async (name, cause, next) => {
  withCredentials()
  const mock = mockClient(CloudFormationClient)
  mock.on(GetTemplateCommand).rejects(named(name))
  const ran = await drift('--region', 'us-east-1')
  mock.restore()
  expectFailure(ran, cause, next)
  expect(ran.err).not.toMatch(/amy|hidden|123456789012/)
})

test('a login session that is over is told as expired, though the SDK says it in words alone', async () => {
  const mock = mockClient(CloudFormationClient)
  const error = named('CredentialsProviderError', 'The SSO session associated with this profile has expired.')
  mock.on(GetTemplateCommand).rejects(error)
  const ran = await drift('--region', 'us-east-1')
  mock.restore()
  expectFailure(ran, 'The AWS credentials have expired', 'log in to AWS again')
})

test('a stack that does not exist in AWS is looked for in the right account', async () => {
  const mock = mockClient(CloudFormationClient)
  mock.on(GetTemplateCommand).rejects(named('ValidationError', 'Stack with id Scopegate does not exist'))
  const ran = await drift('--region', 'us-east-1')
  mock.restore()
  expectFailure(ran, 'There is no stack `Scopegate` in this account and region', 'scopes deploy')
})

test.each([
  ['YAML', 'Resources: {}'],
  ['nothing', undefined],
  ['somebody else’s JSON', '{"Resources":[]}'],
])('a template that is %s is not one of ours', async (_, TemplateBody) => {
  const mock = mockClient(CloudFormationClient)
  mock.on(GetTemplateCommand).resolves({ TemplateBody })
  const ran = await drift('--region', 'us-east-1')
  mock.restore()
  expectFailure(ran, 'The template of the stack `Scopegate` is not one that this project wrote', '`--stack <name>`')
})

test('each call names the IAM action that it needs', async () => {
  const cognito = mockClient(CognitoIdentityProviderClient)
  cognito.rejects(named('AccessDeniedException'))
  cognito.on(DescribeUserPoolCommand).resolves({ UserPool: {} })
  const pools = await local()
  cognito.restore()
  expectFailure(pools, 'The AWS credentials may not do `cognito-idp:ListResourceServers`', 'docs/command-line.md')

  const one = mockClient(CognitoIdentityProviderClient)
  one.on(DescribeUserPoolCommand).resolves({})
  const api = mockClient(ApiGatewayV2Client)
  api.on(GetApiCommand).rejects(named('AccessDeniedException'))
  const apis = await local()
  one.restore()
  api.restore()
  expectFailure(apis, 'The AWS credentials may not do `apigateway:GET`', 'docs/command-line.md')
})

test('pools and APIs that are gone are missing, and not a failure', async () => {
  const cognito = mockClient(CognitoIdentityProviderClient)
  cognito.on(DescribeUserPoolCommand).rejects(named('ResourceNotFoundException'))
  const api = mockClient(ApiGatewayV2Client)
  api.on(GetApiCommand).rejects(named('NotFoundException'))
  const { code, out } = await local('--json')
  cognito.restore()
  api.restore()
  // The cast is safe: `--json` prints the report.
  const { differences } = JSON.parse(out) as { differences: { kind: string; cause: string }[] }
  const pools = Object.keys(stack().pools)
  expect(code).toBe(1)
  expect(differences.map(({ kind, cause }) => [kind, cause])).toEqual([
    ...pools.map(() => ['pool_missing', 'deleted by hand']),
    ...pools.map(() => ['api_missing', 'deleted by hand']),
  ])
})
