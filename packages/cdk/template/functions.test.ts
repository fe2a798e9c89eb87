import { statSync } from 'node:fs'
import { join } from 'node:path'
import { operationsOf } from '@scopegate/scopes/exposure'
import { allClients, allPools } from '@scopegate/scopes/lookup'
import { describe, expect, test } from 'vitest'
import { functionsIn, list, nameOf, policiesIn, statementsOf } from './support/functions.ts'
import { clientIn, poolIn } from './support/identity.ts'
import { assembly, ofType, only, referencesIn, render } from './support/template.ts'

const { main, directory } = assembly()
const lambdas = functionsIn(main)
const named = (name: string) =>
  only(
    lambdas.filter((lambda) => nameOf(lambda) === name),
    name,
  )

/** Each permission in one line, `action resource`, the function's own log left out. */
const permissionsOf = (name: string) =>
  statementsOf(main, named(name))
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((target) => `${action} ${render(main, target)}`)),
    )
    .filter((line) => !/^logs:(?:CreateLogStream|PutLogEvents) \$\{\w+Log\w+\.Arn\}$/.test(line))
    .sort()

test('there is one function for each service and one trigger for each pool', () => {
  expect(lambdas.map(nameOf).sort()).toEqual(
    ['account', 'inventory', 'recharge', ...allPools.map((pool) => `${pool}/TokenTrigger`)].sort(),
  )
})

describe.each(lambdas.map((lambda) => ({ name: nameOf(lambda), lambda })))('the function $name', ({ name, lambda }) => {
  const { Properties } = lambda

  test('runs Node 24 on ARM from a bundle that holds everything it needs', () => {
    expect(Properties.Runtime).toBe('nodejs24.x')
    expect(Properties.Architectures).toEqual(['arm64'])
    expect(Properties.Handler).toBe('index.handler')
    expect(statSync(bundleOf(name)).size).toBeGreaterThan(0)
  })

  test('keeps its log for a stated time in a group of its own', () => {
    const [group = ''] = referencesIn(Properties.LoggingConfig?.LogGroup)
    const resource = main.Resources[group]
    expect(resource?.Type).toBe('AWS::Logs::LogGroup')
    expect(resource?.Properties).toMatchObject({ RetentionInDays: 90 })
  })

  test('has no secret and nothing of a person in its environment', () => {
    const text = JSON.stringify(Properties.Environment)
    expect(text).not.toMatch(/secret|password|token"|@/i)
  })

  test('answers before whoever waits gives up', () => {
    expect(Properties.Timeout).toBeLessThanOrEqual(name.endsWith('TokenTrigger') ? 5 : 29)
    expect(Properties.ReservedConcurrentExecutions).toBeUndefined()
  })
})

const bundleOf = (name: string) => join(directory, String(named(name).Metadata['aws:asset:path']), 'index.mjs')

describe.each(allPools)('the trigger of %s', (pool) => {
  const trigger = named(`${pool}/TokenTrigger`)

  test('is what the pool runs, and only the pool may run it', () => {
    const resource = poolIn(main, pool)
    const config = resource.Properties.LambdaConfig?.PreTokenGenerationConfig
    expect(render(main, config?.LambdaArn)).toBe(`\${${trigger.id}.Arn}`)
    const permissions = ofType<{
      readonly FunctionName: unknown
      readonly Principal: string
      readonly SourceArn: unknown
      readonly Action: string
    }>(main, 'AWS::Lambda::Permission').filter(({ Properties }) =>
      referencesIn(Properties.FunctionName).has(trigger.id),
    )
    const { Principal, SourceArn, Action } = only(permissions, `permission on the trigger of ${pool}`).Properties
    expect([Principal, Action]).toEqual(['cognito-idp.amazonaws.com', 'lambda:InvokeFunction'])
    expect(render(main, SourceArn)).toBe(`\${${resource.id}.Arn}`)
  })

  test('knows its pool by name and its directory by name, without a reference', () => {
    expect(trigger.Properties.Environment?.Variables).toEqual({
      POOL: pool,
      CLIENT_DIRECTORY_PARAMETER: `/scopegate/${pool}/clients`,
    })
  })

  test('may read its directory and nothing else', () => {
    expect(permissionsOf(`${pool}/TokenTrigger`)).toEqual([
      `ssm:GetParameter arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/scopegate/${pool}/clients`,
    ])
  })

  test('stays small: people wait for it when they sign in', () => {
    const kibibytes = Math.round(statSync(bundleOf(`${pool}/TokenTrigger`)).size / 1024)
    // The SDK's client for one call is nearly all of it; measured 420 when this was written.
    expect(kibibytes).toBeLessThan(600)
  })
})

describe.each(['inventory', 'recharge', 'account'])('the service %s', (service) => {
  test('knows exactly the contract’s pools and clients', () => {
    const POOLS = named(service).Properties.Environment?.Variables['POOLS']
    expect(JSON.parse(render(main, POOLS))).toEqual(
      Object.fromEntries(
        allPools.map((pool) => [
          pool,
          {
            issuer: `https://cognito-idp.\${AWS::Region}.amazonaws.com/\${${poolIn(main, pool).id}}`,
            clients: Object.fromEntries(
              allClients
                .filter((client) => client.pool === pool)
                .map(({ name }) => [`\${${clientIn(main, name).id}}`, name]),
            ),
          },
        ]),
      ),
    )
  })

  test('may be called by the APIs and by nobody else', () => {
    const permissions = ofType<{
      readonly FunctionName: unknown
      readonly Principal: string
      readonly SourceArn: unknown
    }>(main, 'AWS::Lambda::Permission').filter(({ Properties }) =>
      referencesIn(Properties.FunctionName).has(named(service).id),
    )
    expect(permissions.length).toBeGreaterThan(0)
    for (const { Properties } of permissions) {
      expect(Properties.Principal).toBe('apigateway.amazonaws.com')
      expect(render(main, Properties.SourceArn)).toMatch(
        /^arn:\$\{AWS::Partition\}:execute-api:\$\{AWS::Region\}:\$\{AWS::AccountId\}:\$\{\w+Api\w+\}\/\*\/\*\/\*$/,
      )
    }
  })
})

/** `dynamodb:GetItem Inventory` for a permission on a whole table of the other stack. */
const tablePermissions = (name: string) =>
  permissionsOf(name).map((line) =>
    line.replace(/\$\{!ScopegateData:ExportsOutputFnGetAtt(\w+?)[0-9A-F]{8}Arn[0-9A-F]{8}\}/, '$1'),
  )

test('the inventory service may do to its tables what its handlers do', () => {
  expect(tablePermissions('inventory')).toEqual([
    'dynamodb:GetItem Idempotency',
    'dynamodb:GetItem Inventory',
    'dynamodb:PutItem Idempotency',
    'dynamodb:PutItem Inventory',
    'dynamodb:Query Inventory',
  ])
})

test('the recharge service may do to its tables what its handlers do', () => {
  expect(tablePermissions('recharge')).toEqual([
    'dynamodb:GetItem Idempotency',
    'dynamodb:GetItem Recharges',
    'dynamodb:GetItem Wallets',
    'dynamodb:PutItem Idempotency',
    'dynamodb:PutItem Recharges',
    'dynamodb:PutItem Wallets',
    'dynamodb:Query Recharges',
    'dynamodb:Query Wallets',
    'dynamodb:UpdateItem Wallets',
  ])
})

test.each([
  ['inventory', ['POOLS', 'INVENTORY_TABLE', 'IDEMPOTENCY_TABLE']],
  ['recharge', ['POOLS', 'WALLETS_TABLE', 'RECHARGES_TABLE', 'IDEMPOTENCY_TABLE']],
  ['account', ['POOLS']],
])('the service %s knows what it needs and no more', (service, names) => {
  expect(Object.keys(named(service).Properties.Environment?.Variables ?? {})).toEqual(names)
})

test('the account service may look people up in the pools whose people may ask for their profile', () => {
  const pools = allPools.filter((pool) => operationsOf(pool).includes('getProfile'))
  const expected = ['AdminGetUser', 'ListUsers'].flatMap((action) =>
    pools.map((pool) => `cognito-idp:${action} \${${poolIn(main, pool).id}.Arn}`),
  )
  expect(permissionsOf('account')).toEqual(expected.sort())
})

test('no policy allows an action or a resource by a star, and none comes from AWS ready-made', () => {
  for (const { Properties } of policiesIn(main)) {
    for (const { Effect, Action, Resource } of Properties.PolicyDocument.Statement) {
      expect(Effect).toBe('Allow')
      for (const action of list(Action)) expect(action).toMatch(/^[a-z-]+:[A-Za-z]+$/)
      for (const target of list(Resource)) expect(render(main, target)).not.toContain('*')
    }
  }
  for (const { Properties } of ofType<{ readonly ManagedPolicyArns?: unknown; readonly Policies?: unknown }>(
    main,
    'AWS::IAM::Role',
  )) {
    expect([Properties.ManagedPolicyArns, Properties.Policies]).toEqual([undefined, undefined])
  }
})
