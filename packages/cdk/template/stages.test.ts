/**
 * Two stages of one system side by side, and what a stage's own values become.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stagedContract } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { stages } from '@scopegate/testing/fleet/infra/stages'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { describe, expect, test } from 'vitest'
import { functionsIn, statementsOf } from '../testing/functions.ts'
import { clientIn, poolsIn } from '../testing/identity.ts'
import { isRecord, ofType, render, type Template } from '../testing/template.ts'

async function stage(name: 'staging' | 'production') {
  const directory = await synthesizedFleet(name)
  const read = (file: string) => readFileSync(join(directory, file), 'utf8')
  // The casts are safe: CDK writes CloudFormation's own shape.
  const [main, data] = [`Fleet-${name}`, `FleetData-${name}`].map(
    (stack) => JSON.parse(read(`${stack}.template.json`)) as Template,
  ) as [Template, Template]
  return {
    main,
    data,
    manifest: JSON.parse(read('manifest.json')) as { readonly artifacts: Readonly<Record<string, unknown>> },
  }
}

const staging = await stage('staging')
const production = await stage('production')

/**
 * What the account has once: names that the template states, and exports. A name inside of something that the template
 * makes is none of them: a client's is its pool's, a scope's its resource server's, an alias record's target its zone's.
 */
function physicalNames({ main, data }: typeof staging): readonly string[] {
  const inside = new Set([
    'AWS::Cognito::UserPoolClient ClientName',
    'AWS::Cognito::UserPoolResourceServer Name',
    'AWS::Cognito::UserPoolResourceServer Identifier',
    'AWS::ApiGatewayV2::Stage StageName',
    'AWS::ApiGatewayV2::Authorizer Name',
    'AWS::IAM::Policy PolicyName',
    // A rule's own name for what it acts on.
    'AWS::CloudWatch::Alarm MetricName',
    'AWS::CloudWatch::Alarm Namespace',
  ])
  const stated = [main, data].flatMap(({ Resources }) =>
    Object.values(Resources).flatMap(({ Type, Properties }) =>
      isRecord(Properties)
        ? Object.entries(Properties).flatMap(([field, value]) =>
            /(?:Name|^Domain|Identifier|^Namespace)$/.test(field) &&
            typeof value === 'string' &&
            !inside.has(`${Type} ${field}`)
              ? [`${field} ${value}`]
              : [],
          )
        : [],
    ),
  )
  const exports = [main, data].flatMap(({ Outputs }) =>
    Object.values(Outputs ?? {}).flatMap(({ Export }) =>
      isRecord(Export) ? [`export ${String(Export['Name'])}`] : [],
    ),
  )
  return [...stated, ...exports]
}

test('two stages in one account and Region share no physical name, export, parameter or domain', () => {
  const [mine, theirs] = [physicalNames(staging), physicalNames(production)]
  // A user pool, an API and a parameter for each pool, a domain, and exports of the tables.
  expect(mine.length).toBeGreaterThan(12)
  expect(mine.filter((name) => theirs.includes(name))).toEqual([])
  const stacksOf = ({ manifest }: typeof staging) =>
    Object.keys(manifest.artifacts).filter((name) => name !== 'aws-cdk-lib/feature-flag-report')
  expect(stacksOf(staging).filter((name) => stacksOf(production).includes(name))).toEqual([])
})

test('both stacks are bound to the account and the Region of the stage, so that CDK deploys nowhere else', () => {
  for (const { manifest } of [staging, production]) {
    const environments = Object.values(manifest.artifacts).flatMap((artifact) =>
      isRecord(artifact) && artifact['type'] === 'aws:cloudformation:stack' ? [artifact['environment']] : [],
    )
    expect(environments).toEqual(Array.from({ length: 2 }, () => 'aws://111122223333/eu-central-1'))
  }
})

test('a template carries its stage, and the contract as that stage has it', () => {
  expect(production.main.Metadata).toMatchObject({
    'scopegate:stage': stages.production,
    'scopegate:contract': stagedContract(contract, stages.production),
  })
})

describe('the stage `production`', () => {
  const { main } = production
  const outputs = Object.fromEntries(Object.entries(main.Outputs ?? {}).map(([name, { Value }]) => [name, Value]))

  test('has domains of its own for sign-in and for APIs, and the token addresses follow', () => {
    const domains = ofType<{ readonly Domain: string; readonly CustomDomainConfig?: unknown }>(
      main,
      'AWS::Cognito::UserPoolDomain',
    ).map(({ Properties }) => Properties.Domain)
    expect(domains.sort()).toEqual(['fleet-production-admin', 'fleet-production-partner', 'login.fleet.example'])
    expect(outputs).toMatchObject({
      GarageTokenUrl: 'https://login.fleet.example/oauth2/token',
      GarageApiUrl: 'https://api.fleet.example',
      PartnerApiUrl: 'https://partners.fleet.example',
    })
  })

  test('answers at its own domain alone where it has one', () => {
    const disabled = ['garage', 'partner', 'admin'].map(
      (pool) =>
        ofType<{ readonly Name: string; readonly DisableExecuteApiEndpoint?: boolean }>(
          main,
          'AWS::ApiGatewayV2::Api',
        ).find(({ Properties }) => Properties.Name === `${pool}-api-production`)?.Properties
          .DisableExecuteApiEndpoint ?? false,
    )
    expect(disabled).toEqual([true, true, false])
  })

  test('writes records for the domains whose zone it knows, and for no other', () => {
    const records = ofType<{ readonly Name: string }>(main, 'AWS::Route53::RecordSet').map(
      ({ Properties }) => Properties.Name,
    )
    expect(records.sort()).toEqual(['api.fleet.example.', 'login.fleet.example.'])
  })

  test('writes to the operators when a function fails', () => {
    expect(ofType(main, 'AWS::SNS::Subscription').map(({ Properties }) => Properties)).toMatchObject([
      { Protocol: 'email', Endpoint: 'operations@fleet.example' },
    ])
    expect(ofType(main, 'AWS::CloudWatch::Alarm')).toHaveLength(ofType(main, 'AWS::Lambda::Function').length)
  })

  test('gives clients the lifetimes and the addresses that it states', () => {
    const clients = ofType<{
      readonly ClientName: string
      readonly RefreshTokenValidity?: number
      readonly CallbackURLs?: unknown
    }>(main, 'AWS::Cognito::UserPoolClient')
    const named = (name: string) => clients.find(({ Properties }) => Properties.ClientName === name)?.Properties
    expect(named('garage-app')?.RefreshTokenValidity).toBe(7 * 24 * 60)
    expect(named('garage-web')?.CallbackURLs).toEqual(['https://garage.fleet.example/callback'])
    expect(JSON.stringify(main)).not.toContain('localhost')
  })
})

describe('the stage `staging`', () => {
  test('lets what it said it would go, and is limited as it says', () => {
    const all = [staging.main, staging.data]
    const kept = all.flatMap(({ Resources }) =>
      Object.values(Resources).filter(
        ({ DeletionPolicy, Type }) => DeletionPolicy?.startsWith('Retain') && Type !== 'AWS::Logs::LogGroup',
      ),
    )
    expect(kept).toEqual([])
    const limits = ofType<{ readonly DefaultRouteSettings?: unknown }>(staging.main, 'AWS::ApiGatewayV2::Stage')
    for (const { Properties } of limits) {
      expect(Properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 })
    }
    expect(limits).toHaveLength(3)
  })

  test('keeps its clients’ ids in parameters, each read by its pool’s trigger, which comes before the pool', () => {
    const { main } = staging
    const triggers = functionsIn(main).filter(({ Properties }) => Properties.FunctionName !== undefined)
    expect(triggers).toHaveLength(3)
    for (const trigger of triggers) {
      const { POOL: pool, ...others } = trigger.Properties.Environment?.Variables ?? {}
      const name = `/fleet-staging/${String(pool)}/clients`
      expect(others).toEqual({ CLIENT_DIRECTORY_PARAMETER: name })
      const allowed = statementsOf(main, trigger).filter(({ Action }) => Action === 'ssm:GetParameter')
      expect(allowed.map(({ Resource }) => render(main, Resource))).toEqual([
        `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${name}`,
      ])
      const parameters = ofType<{ readonly Name: string; readonly Value: unknown }>(main, 'AWS::SSM::Parameter')
      const [value] = parameters.flatMap(({ Properties }) => (Properties.Name === name ? [Properties.Value] : []))
      const clients = Object.entries(contract.pools).flatMap(([each, row]) =>
        each === pool ? Object.keys(row.clients) : [],
      )
      expect(JSON.parse(render(main, value))).toEqual(
        Object.fromEntries(clients.map((client) => [client, `\${${clientIn(main, client).id}}`])),
      )
      const pools = poolsIn(main).map(({ Properties }) => Properties.LambdaConfig?.PreTokenGenerationConfig?.LambdaArn)
      expect(pools).toContainEqual({ 'Fn::GetAtt': [trigger.id, 'Arn'] })
    }
  })
})
