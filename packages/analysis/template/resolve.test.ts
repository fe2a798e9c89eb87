import type { Stack, Template } from '@scopegate/template'
import { expect, test } from 'vitest'
import { createResolver } from './resolve.ts'

const resource = (Type: string, Properties: Record<string, unknown> = {}) => ({ Type, Properties, Metadata: {} })

const stackOf = (name: string, template: Partial<Template>): Stack => ({
  name,
  text: '',
  bootstrapVersion: 6,
  template: { Resources: {}, Conditions: {}, Metadata: {}, Parameters: {}, Outputs: {}, ...template },
})

const stack = stackOf('Main', {
  Resources: {
    Pool: resource('AWS::Cognito::UserPool'),
    Server: resource('AWS::Cognito::UserPoolResourceServer', { Identifier: { Ref: 'Prefix' } }),
    Round: resource('AWS::Cognito::UserPoolResourceServer', { Identifier: { Ref: 'Round' } }),
  },
  Parameters: {
    Prefix: { Type: 'String', AllowedValues: ['stock'] },
    Count: { Type: 'Number', AllowedValues: [5] },
    Preset: { Type: 'String', Default: 'stock' },
    Either: { Type: 'String', Default: 'stock', AllowedValues: ['stock', 'shelf'] },
    Looked: { Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: ['/stock'] },
    List: { Type: 'CommaDelimitedList', AllowedValues: ['a'] },
  },
})

const other = stackOf('Data', {
  Resources: { Table: resource('AWS::DynamoDB::Table') },
  Outputs: {
    Table: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': 'Data:${Prefix}' } } },
    Silent: { Value: 'nobody imports it' },
  },
})

const resolve = createResolver([stack, other])
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['/', parts] })

test.each<[unknown, string]>([
  ['text', 'text'],
  [5, '5'],
  [true, 'true'],
  [['a', { Ref: 'Pool' }], 'a,${Main.Pool}'],
  [{ Ref: 'Pool' }, '${Main.Pool}'],
  [{ Ref: 'AWS::Region' }, '${AWS::Region}'],
  [{ Ref: 'Prefix' }, 'stock'],
  [{ Ref: 'Count' }, '5'],
  [{ Ref: 'Preset' }, '${Preset}'],
  [{ Ref: 'Either' }, '${Either}'],
  [{ Ref: 'Looked' }, '${Looked}'],
  [{ Ref: 'Nowhere' }, '${Nowhere}'],
  [{ Ref: 'List' }, '${List}'],
  [{ Ref: 'Server' }, 'stock'],
  [{ 'Fn::GetAtt': ['Pool', 'UserPoolId'] }, '${Main.Pool}'],
  [{ 'Fn::GetAtt': 'Pool.UserPoolId' }, '${Main.Pool}'],
  [{ 'Fn::GetAtt': ['Pool', 'Arn'] }, '${Main.Pool.Arn}'],
  [join({ Ref: 'Server' }, 'read:stock'), 'stock/read:stock'],
  [{ 'Fn::Join': 'nothing' }, '${Fn::Join}'],
  [{ 'Fn::Sub': '${Server}/read:${!literal}' }, 'stock/read:${literal}'],
  [{ 'Fn::Sub': ['${own}/${Pool.Arn}', { own: join('a', 'b') }] }, 'a/b/${Main.Pool.Arn}'],
  [{ 'Fn::ImportValue': 'Data:${Prefix}' }, '${Data.Table}'],
  [{ 'Fn::ImportValue': 'elsewhere' }, '${!elsewhere}'],
  [{ 'Fn::If': ['IsProd', 'a', 'b'] }, '${Fn::If}'],
  [{ one: 1, two: 2 }, '${…}'],
  [{ Ref: 'Round' }, '${…}'],
])('%j is %s', (value, text) => {
  expect(resolve(stack, value)).toBe(text)
})
