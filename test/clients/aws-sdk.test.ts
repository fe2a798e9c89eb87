/** The AWS SDK's sign-in, which cannot ask for scopes: the access token carries the role's scopes all the same. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { GetTokensFromRefreshTokenCommand, NotAuthorizedException } from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { expect, inject, test } from 'vitest'
import { poolNamed, scopesOfRole, wireName } from '../support/contract.ts'
import { cognito, sdkSignIn } from '../support/sign-in.ts'
import { apiUrl, clientOf, demoUser, poolOf, stack } from '../support/stack.ts'

const selfService = 'aws.cognito.signin.user.admin'

test.each(poolNamed('merchant').roles)('InitiateAuth gives %s the scopes of the role', async (role) => {
  const person = demoUser(role, 'org_acme')
  const { accessToken } = await sdkSignIn('merchant-app', person)
  const claims = decodeJwt(accessToken)
  expect(claims).toMatchObject({ sub: person.sub, org_id: 'org_acme', role, token_use: 'access' })
  const scopes = String(claims['scope']).split(' ')
  expect(scopes.toSorted()).toEqual([selfService, ...scopesOfRole(role).map(wireName)].toSorted())
})

test('a refresh through the SDK gives the same scopes and a new refresh token', async () => {
  const { accessToken, refreshToken } = await sdkSignIn('merchant-app', demoUser('staff', 'org_acme'))
  const answer = await cognito().send(
    new GetTokensFromRefreshTokenCommand({ ClientId: clientOf('merchant-app').id, RefreshToken: refreshToken }),
  )
  const refreshed = answer.AuthenticationResult?.AccessToken ?? ''
  expect(decodeJwt(refreshed)['scope']).toBe(decodeJwt(accessToken)['scope'])
  expect(answer.AuthenticationResult?.RefreshToken).not.toBe(refreshToken)
})

test('a wrong password gives no token, in the SDK’s own exception', async () => {
  await expect(
    sdkSignIn('merchant-app', { ...demoUser('owner'), password: 'Wrong-password-1' }),
  ).rejects.toBeInstanceOf(NotAuthorizedException)
})

test('GET /v1/me finds the person by sub, through the SDK', async () => {
  const person = demoUser('owner', 'org_acme')
  const { accessToken } = await sdkSignIn('merchant-app', person)
  const answer = await fetch(`${apiUrl('merchant')}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ sub: person.sub, email: person.username })
})

test('clients that are told nothing find the stack by `aws.env` alone, and not with another secret', async () => {
  const program = `
import { CognitoIdentityProviderClient, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
const { UserPool } = await new CognitoIdentityProviderClient({}).send(new DescribeUserPoolCommand({ UserPoolId: '${poolOf('merchant').id}' }))
const { TableNames } = await new DynamoDBClient({}).send(new ListTablesCommand({}))
const { Account } = await new STSClient({}).send(new GetCallerIdentityCommand({}))
console.log(JSON.stringify([UserPool.Id, TableNames, Account]))`
  const ask = async (change: string) => {
    const line = `set -a; . '${join(inject('stackDirectory'), 'aws.env')}'; ${change} exec '${process.execPath}' --input-type=module -e "$PROGRAM"`
    const env = { PROGRAM: program, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }
    return (await promisify(execFile)('/bin/sh', ['-c', line], { env, cwd: import.meta.dirname })).stdout
  }
  const names = Object.values(stack().tables).toSorted()
  expect(JSON.parse(await ask(''))).toEqual([poolOf('merchant').id, names, '000000000000'])
  await expect(ask('AWS_SECRET_ACCESS_KEY=guessed')).rejects.toThrow('InvalidSignatureException')
})
