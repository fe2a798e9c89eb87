import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadTemplates } from '@scopegate/template'
import { afterAll, expect, test } from 'vitest'
import { readSystem } from './read.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopegate-read-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pool = (name: string) => ({ Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: name } })
const write = (file: string, Resources: object) => writeFileSync(join(folder, file), JSON.stringify({ Resources }))

const client = (Properties: object) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: { UserPoolId: { Ref: 'Pool' }, ...Properties },
})

test('without a manifest every template under a folder is read, and keeps its own names', () => {
  mkdirSync(join(folder, 'assembly-stage'))
  write('One.template.json', { Pool: pool('one'), Client: client({ ClientName: 'web' }) })
  write('assembly-stage/One.template.json', { Pool: pool('two'), Client: client({ ClientName: 'app' }) })
  write('One.assets.json', { Pool: pool('three') })
  const { pools, otherDoors } = readSystem(loadTemplates(folder))
  expect(Object.entries(pools).map(([name, { clients }]) => [name, Object.keys(clients)])).toEqual([
    ['one', ['web']],
    ['two', ['app']],
  ])
  expect(otherDoors).toEqual([])
})

test('of a cloud assembly the templates are read that its manifest names, and none that an earlier one left', () => {
  const assembly = join(folder, 'cdk.out')
  mkdirSync(join(assembly, 'assembly-stage'), { recursive: true })
  const stack = (templateFile: string) => ({ type: 'aws:cdk:stack', properties: { templateFile } })
  const manifest = (place: string, artifacts: object) =>
    writeFileSync(join(assembly, place, 'manifest.json'), JSON.stringify({ artifacts }))
  manifest('', {
    New: stack('New.template.json'),
    Tree: { type: 'cdk:tree' },
    Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-stage' } },
  })
  manifest('assembly-stage', { Deep: stack('Deep.template.json') })
  write('cdk.out/New.template.json', { Pool: pool('new') })
  write('cdk.out/assembly-stage/Deep.template.json', { Pool: pool('deep') })
  write('cdk.out/Old.template.json', { Pool: pool('old') })
  expect(Object.keys(readSystem(loadTemplates(assembly)).pools)).toEqual(['new', 'deep'])
  writeFileSync(join(assembly, 'manifest.json'), '{}')
  expect(() => loadTemplates(assembly)).toThrow('`manifest.json` is no manifest of a cloud assembly')
  writeFileSync(join(assembly, 'manifest.json'), JSON.stringify({ artifacts: { Gone: stack('Gone.template.json') } }))
  expect(() => loadTemplates(assembly)).toThrow('`Gone.template.json` does not exist')
})

test('a template that is a link to itself is one that cannot be read', () => {
  const closed = join(folder, 'closed')
  mkdirSync(closed)
  symlinkSync('loop.template.json', join(closed, 'loop.template.json'))
  expect(() => loadTemplates(closed)).toThrow('`loop.template.json` cannot be read')
})

test.runIf(existsSync('/proc/self'))('a folder that changes while it is read is told in one line', () => {
  expect(() => loadTemplates('/proc')).toThrow(/^The folder (?:cannot be read whole|holds no)/)
})

test('two resources of one name are both there', () => {
  write('Two.json', { A: pool('one'), B: pool('one'), Pool: pool('x'), C: client({}), D: client({ ClientName: 'C' }) })
  const { pools } = readSystem(loadTemplates(join(folder, 'Two.json')))
  expect(Object.keys(pools)).toEqual(['one', 'one (B)', 'x'])
  expect(Object.keys(pools['x']?.clients ?? {})).toEqual(['C', 'C (D)'])
  expect(pools['one']?.resource).toBe('Two/A')
})

test('what only a deployment knows is never the harmless value', () => {
  const unknown = { 'Fn::If': ['IsProd', true, false] }
  const open = client({
    AllowedOAuthFlowsUserPoolClient: unknown,
    AllowedOAuthFlows: unknown,
    AllowedOAuthScopes: ['a/b'],
    EnableTokenRevocation: unknown,
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: unknown },
    GenerateSecret: unknown,
    AccessTokenValidity: unknown,
    IdTokenValidity: ' ',
    RefreshTokenValidity: 5,
    TokenValidityUnits: { RefreshToken: unknown },
    WriteAttributes: unknown,
  })
  write('Three.json', { Pool: { ...pool('x'), Properties: { Schema: [{ Name: 'org_id' }] } }, Client: open })
  const found = readSystem(loadTemplates(join(folder, 'Three.json'))).pools['Pool']
  expect(found?.clients['Client']).toMatchObject({
    flows: ['${Fn::If}'],
    scopes: ['a/b'],
    tokenRevocation: false,
    refreshGraceSeconds: undefined,
    hasSecret: true,
    accessTokenSeconds: Number.POSITIVE_INFINITY,
    idTokenSeconds: Number.POSITIVE_INFINITY,
    refreshTokenSeconds: Number.POSITIVE_INFINITY,
    writeAttributes: ['${Fn::If}'],
  })
  expect(found).toMatchObject({
    customAttributes: [{ name: 'org_id', mutable: true }],
    plan: undefined,
    mfa: undefined,
  })
})

test('a name that another stack exports is known with that stack, left open without it, and unknown beside others', () => {
  const importing = {
    Fn: {
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { X_TABLE: { 'Fn::ImportValue': 'Data:X' } } } },
    },
  }
  const imports = join(folder, 'imports')
  mkdirSync(imports)
  const unknowns = () => readSystem(loadTemplates(imports)).unknowns.map(({ what }) => what)
  write('imports/Main.template.json', importing)
  expect(unknowns()).toEqual([])
  write('imports/Data.template.json', { Table: { Type: 'AWS::DynamoDB::Table' } })
  expect(unknowns()).toEqual(['`Environment`'])
  const Outputs = { X: { Value: { Ref: 'Table' }, Export: { Name: 'Data:X' } } }
  const data = JSON.stringify({ Resources: { Table: { Type: 'AWS::DynamoDB::Table' } }, Outputs })
  writeFileSync(join(imports, 'Data.template.json'), data)
  expect(unknowns()).toEqual([])
})

test('what a template leaves out is what Cognito takes then', () => {
  write('Four.json', { Pool: pool('x'), Client: client({}) })
  expect(readSystem(loadTemplates(join(folder, 'Four.json'))).pools['x']?.clients['Client']).toMatchObject({
    flows: [],
    hasSecret: false,
    accessTokenSeconds: 3600,
    idTokenSeconds: 3600,
    refreshTokenSeconds: 2_592_000,
    tokenRevocation: true,
    refreshGraceSeconds: undefined,
    writeAttributes: undefined,
  })
})

test('a route and a client find what they belong to by any reference', () => {
  write('Five.json', {
    Pool: pool('x'),
    Client: { ...client({}), Properties: { UserPoolId: { 'Fn::GetAtt': ['Pool', 'UserPoolId'] } } },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP', Name: 'x-api' } },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: { ApiId: { 'Fn::GetAtt': 'Api.ApiId' }, RouteKey: 'GET /' },
    },
  })
  const { pools, apis, otherDoors } = readSystem(loadTemplates(join(folder, 'Five.json')))
  expect([Object.keys(pools['x']?.clients ?? {}), Object.keys(apis['x-api']?.routes ?? {}), otherDoors]).toEqual([
    ['Client'],
    ['GET /'],
    [],
  ])
})
