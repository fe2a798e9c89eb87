import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { indexOf, pascalCase, type ServiceSpec, tableVariable } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { describe, expect, test } from 'vitest'
import { functionsIn, list, nameOf, policiesIn, statementsOf } from '../testing/functions.ts'
import { clientIn, poolIn } from '../testing/identity.ts'
import { assembly, ofType, only, referencesIn, render } from '../testing/template.ts'

const { main, directory } = await assembly()
const { clients: allClients, operationsOf } = indexOf(contract)
const allPools = Object.keys(contract.pools)
const services = Object.keys(contract.services)
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
  expect(lambdas.map(nameOf).sort()).toEqual([...services, ...allPools.map((pool) => `${pool}/TokenTrigger`)].sort())
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

/** The file that Lambda loads: an ES module, or CommonJS with the parts that it loads later beside it. */
function bundleOf(name: string): string {
  const folder = join(directory, String(named(name).Metadata['aws:asset:path']))
  const [file, ...others] = readdirSync(folder).filter((each) => /^index\.[cm]js$/.test(each))
  expect([file, others]).toEqual([expect.any(String), []])
  return join(folder, file ?? '')
}

describe.each(allPools)('the trigger of %s', (pool) => {
  const trigger = named(`${pool}/TokenTrigger`)

  test('is what the pool runs, and only the pool may run it', () => {
    const resource = poolIn(main, pool)
    const config = resource.Properties.LambdaConfig?.PreTokenGenerationConfig
    // As text: the function refers to clients of the pool, and a reference back to it would be a circle.
    expect(config?.LambdaArn).toEqual({
      'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${trigger.Properties.FunctionName}`,
    })
    expect(trigger.Properties.FunctionName).toBe(`fleet-${pool}-token-trigger`)
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

  test('knows its pool by name, and exactly the pool’s clients', () => {
    const { POOL, CLIENT_DIRECTORY, ...others } = trigger.Properties.Environment?.Variables ?? {}
    expect([POOL, others]).toEqual([pool, {}])
    const clients = allClients.filter((client) => client.pool === pool)
    expect(JSON.parse(render(main, CLIENT_DIRECTORY))).toEqual(
      Object.fromEntries(clients.map(({ name }) => [name, `\${${clientIn(main, name).id}}`])),
    )
  })

  test('may do nothing', () => {
    expect(permissionsOf(`${pool}/TokenTrigger`)).toEqual([])
  })
})

describe.each(services)('the service %s', (service) => {
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

/** Each permission in one line, as the contract's rows ask for it. */
function permissionsOfRow(service: string, { tables = {}, userPools = [] }: ServiceSpec): readonly string[] {
  const rows = Object.entries(tables).flatMap(([table, actions]) =>
    (actions ?? []).map((action) => `dynamodb:${action} ${pascalCase(table)}`),
  )
  const forPeople = allPools.filter((pool) =>
    operationsOf(pool).some(({ operation }) => operation.service === service && operation.callers === 'people'),
  )
  return [
    ...rows,
    ...userPools.flatMap((action) => forPeople.map((pool) => `cognito-idp:${action} \${${poolIn(main, pool).id}.Arn}`)),
  ].sort()
}

describe.each(Object.entries<ServiceSpec>(contract.services))('the service %s', (service, row) => {
  test('may do what its row says, and nothing else', () => {
    const permissions = permissionsOf(service).map((line) =>
      // A whole table of the other stack.
      line.replace(/\$\{!FleetData:ExportsOutputFnGetAtt(\w+?)[0-9A-F]{8}Arn[0-9A-F]{8}\}/, '$1'),
    )
    expect(permissions.sort()).toEqual(permissionsOfRow(service, row))
  })

  test('knows the pools and the tables of its row, and no more', () => {
    const variables = ['POOLS', ...Object.keys(row.tables ?? {}).map(tableVariable)]
    expect(Object.keys(named(service).Properties.Environment?.Variables ?? {})).toEqual(variables)
  })
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
