/** What Cognito may say that the local stack never does. */
import { afterEach, expect, test } from 'vitest'
import { type CannedAws, startCannedAws } from '../testing/canned-aws.ts'
import { livePool } from './live-pool.ts'

const here = 'arn:aws:lambda:eu-central-1:111122223333:function:'
let aws: CannedAws | undefined
afterEach(() => aws?.stop())

async function read(pool: object, client: object = {}) {
  aws = await startCannedAws({
    DescribeUserPool: { UserPool: { Arn: 'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/p', ...pool } },
    ListResourceServers: { ResourceServers: [{ Identifier: 'stock', Name: 'Stock' }] },
    ListUserPoolClients: { UserPoolClients: [{ ClientId: '1web', ClientName: 'anything' }] },
    DescribeUserPoolClient: { UserPoolClient: client },
  })
  return livePool(aws.session, 'eu-central-1_p', new Map([['1web', 'web']]))
}

test('what a pool and a client leave out is unsaid, or Cognito’s default', async () => {
  expect(await read({})).toEqual({
    triggerFunction: undefined,
    facts: expect.any(Array) as unknown,
    settings: {
      otherTriggers: [],
      adminCreatesUsers: false,
      orgIsMutable: false,
      identityProviders: new Map([['web', []]]),
    },
    pool: {
      plan: undefined,
      triggerVersion: undefined,
      mfa: undefined,
      resourceServers: { stock: { name: 'Stock', scopes: {} } },
      clients: {
        web: {
          hasSecret: false,
          flows: [],
          scopes: [],
          authFlows: [],
          callbackUrls: [],
          logoutUrls: [],
          accessTokenSeconds: 3600,
          idTokenSeconds: 3600,
          refreshTokenSeconds: 2_592_000,
          tokenRevocation: true,
          refreshGraceSeconds: undefined,
          writeAttributes: undefined,
        },
      },
    },
  })
})

test('flows and scopes of a client whose OAuth is off mean nothing, and numbers come in their units', async () => {
  const live = await read(
    {},
    {
      AllowedOAuthFlowsUserPoolClient: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      AccessTokenValidity: 2,
      IdTokenValidity: 90,
      RefreshTokenValidity: 0,
      TokenValidityUnits: { IdToken: 'seconds' },
      EnableTokenRevocation: false,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    },
  )
  expect(live?.pool.clients['web']).toMatchObject({
    flows: [],
    scopes: [],
    accessTokenSeconds: 7200,
    idTokenSeconds: 90,
    refreshTokenSeconds: 2_592_000,
    tokenRevocation: false,
    refreshGraceSeconds: 10,
  })
})

test.each([
  [{ PreTokenGeneration: `${here}t` }, 'V1_0', 't'],
  [{ PreTokenGenerationConfig: { LambdaArn: `${here}t`, LambdaVersion: 'V3_0' } }, 'V3_0', 't'],
  // A version of the function is another one than the function.
  [{ PreTokenGenerationConfig: { LambdaArn: `${here}t:7`, LambdaVersion: 'V3_0' } }, 'V3_0', 't:7'],
  [
    { PreTokenGenerationConfig: { LambdaArn: here.replace('1111', '9999').concat('t'), LambdaVersion: 'V2_0' } },
    'V2_0',
    'arn:aws:lambda:eu-central-1:999922223333:function:t',
  ],
])('the trigger %j is of version %s, and the function `%s`', async (LambdaConfig, version, name) => {
  const live = await read({ LambdaConfig })
  expect([live?.pool.triggerVersion, live?.triggerFunction]).toEqual([version, name])
})

test.each([
  [{ LambdaConfig: { UserMigration: `${here}m`, KMSKeyID: 'k' } }, { otherTriggers: ['UserMigration'] }],
  [
    { LambdaConfig: { CustomEmailSender: { LambdaArn: `${here}m`, LambdaVersion: 'V1_0' } } },
    { otherTriggers: ['CustomEmailSender'] },
  ],
  [{ AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } }, { adminCreatesUsers: false }],
  [{ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }, { adminCreatesUsers: true }],
  [{ SchemaAttributes: [{ Name: 'custom:org_id', Mutable: true }] }, { orgIsMutable: true }],
  // Not told counts as the worse.
  [{ SchemaAttributes: [{ Name: 'custom:org_id' }] }, { orgIsMutable: true }],
  [{ SchemaAttributes: [{ Name: 'custom:org_id', Mutable: false }] }, { orgIsMutable: false }],
  [{ SchemaAttributes: [{ Name: 'custom:role', Mutable: true }] }, { orgIsMutable: false }],
])('of a pool that says %j drift keeps %j', async (pool, settings) => {
  expect((await read(pool))?.settings).toMatchObject(settings)
})
