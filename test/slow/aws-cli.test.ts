/**
 * The AWS CLI and boto3 as Debian has them, which sign with code of their own, on a running local stack: an operator's usual
 * calls, and a key that is not the stack's. Those of Debian 12 do not know `AWS_ENDPOINT_URL`, so they are given the address.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startableSystem, startSystem } from '@scopegate/cli/start/index'
import type { LocalStack } from '@scopegate/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { snippet } from '../docs/support/snippets.ts'
import { installed } from './support/debian.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const runFile = promisify(execFile)
const [cli, python] = ['/usr/bin/aws', '/usr/bin/python3']

let folder: string
let stack: LocalStack
/** Of `aws.env`, read by a shell as the tour says. */
let sourced: Record<string, string>

beforeAll(async () => {
  await installed({ awscli: cli, 'python3-boto3': '/usr/lib/python3/dist-packages/boto3/__init__.py' })
  folder = await mkdtemp(join(tmpdir(), 'scopegate-aws-'))
  stack = await startSystem({ system: await startableSystem(root), port: 0, directory: folder })
  const line = `set -a; . '${join(folder, 'aws.env')}'; set +a; env`
  const { stdout } = await runFile('/bin/sh', ['-c', line], { env: { PATH: '/usr/bin:/bin' } })
  sourced = Object.fromEntries(stdout.split('\n').map((row) => [row.split('=')[0] ?? '', row.replace(/^\w+=/, '')]))
})
afterAll(async () => {
  await stack.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Nothing of the developer's own profile. */
const alone = { PATH: '/usr/bin:/bin', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }

/** What the command line prints, as JSON; a refusal throws its words. */
async function aws(args: string, change: Record<string, string> = {}): Promise<unknown> {
  const { AWS_ENDPOINT_URL = '' } = sourced
  const all = [...args.split(' '), '--endpoint-url', AWS_ENDPOINT_URL, '--output', 'json', '--no-cli-pager']
  const { stdout } = await runFile(cli, all, { env: { ...alone, ...sourced, HOME: folder, ...change } })
  return stdout.trim() === '' ? {} : JSON.parse(stdout)
}

const pool = () => stack.file.pools['merchant']?.id ?? ''
const app = () => stack.file.clients['merchant-app']?.id ?? ''
const person = 'New-person@org-acme.example'

test('the file is the owner’s alone and says what is in the stack’s description', () => {
  const { credentials, endpoint, region } = stack.file.aws
  expect(sourced).toMatchObject({
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
  })
  expect(readFileSync(join(folder, 'stack.json'), 'utf8')).toContain(credentials.secretAccessKey)
})

describe('the AWS CLI', () => {
  test('Cognito: pools, people and clients', async () => {
    const id = `--user-pool-id ${pool()}`
    const pools = Object.values(stack.file.pools).map((each) => expect.objectContaining({ Id: each.id }) as unknown)
    expect(await aws('cognito-idp list-user-pools --max-results 10')).toEqual({ UserPools: pools })
    expect(await aws(`cognito-idp describe-user-pool ${id}`)).toMatchObject({ UserPool: { Id: pool() } })
    expect(await aws(`cognito-idp list-user-pool-clients ${id}`)).toMatchObject({
      UserPoolClients: expect.arrayContaining([expect.objectContaining({ ClientId: app() })]) as unknown,
    })
    expect(await aws(`cognito-idp get-user-pool-mfa-config ${id}`)).toHaveProperty('MfaConfiguration')
    expect(await aws(`cognito-idp list-groups ${id}`)).toEqual({ Groups: [] })
    const attributes = 'Name=custom:org_id,Value=org_acme Name=custom:role,Value=viewer'
    await aws(
      `cognito-idp admin-create-user ${id} --username ${person} --message-action SUPPRESS --user-attributes ${attributes}`,
    )
    await aws(`cognito-idp admin-set-user-password ${id} --username ${person} --password Long-enough-1 --permanent`)
    expect(JSON.stringify(await aws(`cognito-idp list-users ${id}`)).toLowerCase()).toContain(person.toLowerCase())
  })

  test('Cognito: a sign-in needs no key, an administrator’s needs one', async () => {
    const signIn = `--client-id ${app()} --auth-flow USER_PASSWORD_AUTH --auth-parameters USERNAME=${person},PASSWORD=Long-enough-1`
    const opened = aws(`cognito-idp initiate-auth ${signIn} --no-sign-request`)
    await expect(opened).resolves.toHaveProperty('AuthenticationResult.AccessToken')
    const unsigned = aws(`cognito-idp list-users --user-pool-id ${pool()} --no-sign-request`)
    await expect(unsigned).rejects.toThrow('MissingAuthenticationTokenException')
  })

  test('Cognito: an administrator’s sign-in, once the client has the flow', async () => {
    const id = `--user-pool-id ${pool()}`
    const signIn = (password: string) =>
      aws(
        `cognito-idp admin-initiate-auth ${id} --client-id ${app()} --auth-flow ADMIN_USER_PASSWORD_AUTH --auth-parameters USERNAME=${person},PASSWORD=${password}`,
      )
    await expect(signIn('Long-enough-1')).rejects.toThrow('InvalidParameterException')
    // The cast is safe: the form of the answer; a client without flows fails the update.
    const { UserPoolClient } = (await aws(`cognito-idp describe-user-pool-client ${id} --client-id ${app()}`)) as {
      UserPoolClient: { ExplicitAuthFlows: string[]; CreationDate: string; LastModifiedDate: string }
    }
    const { CreationDate: _, LastModifiedDate: __, ...settings } = UserPoolClient
    const changed = {
      ...settings,
      ExplicitAuthFlows: [...settings.ExplicitAuthFlows, 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    }
    const file = join(folder, 'client.json')
    await writeFile(file, JSON.stringify(changed))
    await aws(`cognito-idp update-user-pool-client --cli-input-json file://${file}`)
    await expect(signIn('Long-enough-1')).resolves.toHaveProperty('AuthenticationResult.AccessToken')
    await expect(signIn('Wrong-password-1')).rejects.toThrow('NotAuthorizedException')
  })

  test('Cognito: a second secret of a client, by an AWS CLI that knows the call', async ({ skip }) => {
    const machine = Object.values(stack.file.clients).find(({ secret }) => secret !== undefined)
    const of = `--user-pool-id ${stack.file.pools[machine?.pool ?? '']?.id} --client-id ${machine?.id}`
    const added = await aws(`cognito-idp add-user-pool-client-secret ${of}`).catch((error: unknown) => {
      if (/Invalid choice/i.test(String(error))) return undefined
      throw error
    })
    skip(added === undefined, 'This AWS CLI does not know `add-user-pool-client-secret`')
    expect(added).toHaveProperty('ClientSecretDescriptor.ClientSecretValue')
    const { ClientSecrets } = (await aws(`cognito-idp list-user-pool-client-secrets ${of}`)) as {
      ClientSecrets: unknown[]
    }
    expect(ClientSecrets).toHaveLength(2)
  })

  test('STS, API Gateway, CloudFormation, Parameter Store, DynamoDB', async () => {
    expect(await aws('sts get-caller-identity')).toMatchObject({ Account: '000000000000' })
    const { Items = [] } = (await aws('apigatewayv2 get-apis')) as { Items?: { ApiId: string }[] }
    expect(Items.map(({ ApiId }) => ApiId).toSorted()).toEqual(stack.resolved.apis.map(({ id }) => id).toSorted())
    const api = stack.resolved.apis[0]
    const routes = (await aws(`apigatewayv2 get-routes --api-id ${api?.id}`)) as { Items: unknown[] }
    expect(routes.Items).toHaveLength(api?.routes.length ?? -1)
    expect(await aws(`apigatewayv2 get-stages --api-id ${api?.id}`)).toHaveProperty('Items.0.StageName', '$default')
    const { Stacks } = (await aws('cloudformation describe-stacks')) as { Stacks: { StackName: string }[] }
    expect(Stacks.map(({ StackName }) => StackName)).toEqual(stack.resolved.stacks.map(({ name }) => name))
    expect(await aws('ssm get-parameters-by-path --path / --recursive')).toEqual({ Parameters: [] })
    await expect(aws('ssm get-parameter --name /none')).rejects.toThrow('ParameterNotFound')
    const names = Object.values(stack.file.tables)
    expect(await aws('dynamodb list-tables')).toEqual({ TableNames: names.toSorted() })
    expect(await aws(`dynamodb describe-table --table-name ${names[0]}`)).toHaveProperty('Table.TableStatus', 'ACTIVE')
    expect(await aws(`dynamodb scan --table-name ${names[0]}`)).toHaveProperty('Items')
  })

  test.each([
    ['cognito-idp list-user-pools --max-results 10', 'InvalidSignatureException'],
    ['sts get-caller-identity', 'SignatureDoesNotMatch'],
    ['apigatewayv2 get-apis', 'InvalidSignatureException'],
    ['cloudformation describe-stacks', 'SignatureDoesNotMatch'],
    ['ssm get-parameter --name x', 'InvalidSignatureException'],
    ['dynamodb list-tables', 'InvalidSignatureException'],
  ])('%s with another secret is refused', async (call, name) => {
    await expect(aws(call, { AWS_SECRET_ACCESS_KEY: 'guessed' })).rejects.toThrow(name)
  })

  test('a call that is not emulated names the page that lists the others', async () => {
    await expect(aws('cognito-idp list-user-import-jobs --user-pool-id x --max-results 1')).rejects.toThrow(
      'docs/emulated.md',
    )
    await expect(aws('iam list-users')).rejects.toThrow('docs/emulated.md')
    await expect(aws('logs describe-log-groups')).rejects.toThrow('docs/emulated.md')
  })
})

test('boto3 does the same', async () => {
  const script = `
import boto3, os, json
url = os.environ['AWS_ENDPOINT_URL']
of = lambda name, **more: boto3.client(name, endpoint_url=url, **more)
cognito = of('cognito-idp')
pool = ${JSON.stringify(pool())}
said = {
  'pools': [p['Id'] for p in cognito.list_user_pools(MaxResults=10)['UserPools']],
  'user': cognito.admin_get_user(UserPoolId=pool, Username=${JSON.stringify(person)})['UserStatus'],
  'users': len(cognito.list_users(UserPoolId=pool)['Users']) > 0,
  'account': of('sts').get_caller_identity()['Account'],
  'apis': len(of('apigatewayv2').get_apis()['Items']),
  'stacks': len(of('cloudformation').describe_stacks()['Stacks']),
  'parameters': len(of('ssm').get_parameters_by_path(Path='/', Recursive=True)['Parameters']),
  'tables': len(of('dynamodb').list_tables()['TableNames']),
}
for service, call in [('cognito-idp', lambda c: c.list_user_pools(MaxResults=1)), ('dynamodb', lambda c: c.list_tables())]:
  try:
    call(of(service, aws_secret_access_key='guessed', aws_access_key_id=os.environ['AWS_ACCESS_KEY_ID']))
  except Exception as error:
    said[service] = error.response['Error']['Code']
print(json.dumps(said))
`
  const { stdout } = await runFile(python, ['-c', script], { env: { ...alone, ...sourced, HOME: folder } })
  expect(JSON.parse(stdout)).toEqual({
    pools: Object.values(stack.file.pools).map(({ id }) => id),
    user: 'CONFIRMED',
    users: true,
    account: '000000000000',
    apis: stack.resolved.apis.length,
    stacks: stack.resolved.stacks.length,
    parameters: stack.resolved.parameters.length,
    tables: Object.keys(stack.file.tables).length,
    'cognito-idp': 'InvalidSignatureException',
    dynamodb: 'InvalidSignatureException',
  })
})

test('what docs/clients.md shows of both runs', async () => {
  const env = { ...alone, ...sourced, HOME: folder, AWS_PAGER: '' }
  const ids = Object.values(stack.file.pools).map(({ id }) => id)
  const { stdout: listed } = await runFile('/bin/sh', ['-c', snippet('aws-cli')], { env })
  for (const id of ids) expect(listed).toContain(id)
  const { stdout } = await runFile(python, ['-c', `${snippet('boto3')}print(len(names))`], { env })
  expect(stdout.trim()).toBe(String(ids.length))
})
