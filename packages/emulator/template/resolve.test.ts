import type { Assembly } from '@scopegate/template'
import { expect, test } from 'vitest'
import { createEvaluator } from './intrinsics.ts'
import { physicalIds } from './physical-ids.ts'

const ids = physicalIds({ seed: 'seed', cognitoUrl: 'http://127.0.0.1:8700' })
const place = { stack: 'App', resource: 'Here', property: 'Properties.Value' }

type Resources = Record<string, { Type: string; Properties?: Record<string, unknown> }>

function stackOf(name: string, resources: Resources, rest: object = {}): Assembly['stacks'][number] {
  const Resources = Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => [id, { Properties: {}, Metadata: {}, ...resource }]),
  )
  return {
    name,
    text: '',
    bootstrapVersion: 6,
    template: { Resources, Conditions: {}, Metadata: {}, Parameters: {}, Outputs: {}, ...rest },
  }
}

const data = stackOf(
  'Data',
  { Table: { Type: 'AWS::DynamoDB::Table' } },
  { Outputs: { Out: { Value: { Ref: 'Table' }, Export: { Name: 'Data:Table' } } } },
)
const app = stackOf(
  'App',
  {
    Pool: { Type: 'AWS::Cognito::UserPool' },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { GenerateSecret: true } },
    Public: { Type: 'AWS::Cognito::UserPoolClient' },
    Server: { Type: 'AWS::Cognito::UserPoolResourceServer', Properties: { Identifier: 'fleet' } },
    Nameless: { Type: 'AWS::Cognito::UserPoolResourceServer' },
    Fn: { Type: 'AWS::Lambda::Function' },
    Odd: { Type: 'AWS::SQS::Queue' },
    Loop: { Type: 'AWS::SSM::Parameter', Properties: { Name: { Ref: 'Loop' } } },
  },
  {
    Parameters: {
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
      FromSsm: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' },
      Stage: { Type: 'String', Default: 'prod' },
      Open: { Type: 'String' },
    },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      NotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] },
      Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'NotProd' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'NotProd' }] },
      Circle: { Condition: 'Circle' },
      Strange: { 'Fn::Contains': [['a'], 'a'] },
    },
  },
)
const evaluator = createEvaluator({ directory: '/nowhere', stacks: [data, app], assets: new Map() }, ids)
const evaluate = (value: unknown) => evaluator.value(app, value, place)

const poolId = evaluate({ Ref: 'Pool' })
const table = evaluator.value(data, { Ref: 'Table' }, place)

test.each<[string, unknown, unknown]>([
  ['a plain value', { a: [1, 'x', true, null] }, { a: [1, 'x', true, null] }],
  ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['Ref of the stack’s name', { Ref: 'AWS::StackName' }, 'App'],
  ['Ref of a parameter with a default', { Ref: 'Stage' }, 'prod'],
  ['Ref of CDK’s bootstrap version', { Ref: 'BootstrapVersion' }, '6'],
  ['Ref of a resource server, its identifier', { Ref: 'Server' }, 'fleet'],
  [
    'Ref of a queue, which is not emulated: an address at which nobody listens',
    { Ref: 'Odd' },
    'http://127.0.0.1:9/000000000000/App-Odd',
  ],
  [
    'Fn::GetAtt of what is not emulated',
    { 'Fn::GetAtt': ['Odd', 'Arn'] },
    'arn:aws:sqs:us-east-1:000000000000:App-Odd',
  ],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Pool', 'UserPoolId'] }, poolId],
  ['Fn::GetAtt written with a dot', { 'Fn::GetAtt': 'Pool.UserPoolId' }, poolId],
  ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'Server' }, 1]] }, 'a/fleet/1'],
  ['Fn::Join of a list that a function makes', { 'Fn::Join': ['+', { 'Fn::Split': [',', 'a,b'] }] }, 'a+b'],
  ['Fn::Join without the entries that are no value', { 'Fn::Join': ['', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'ab'],
  ['Fn::Sub', { 'Fn::Sub': 'x-${AWS::Region}-${Server}-${Pool.UserPoolId}' }, `x-us-east-1-fleet-${String(poolId)}`],
  ['Fn::Sub with a literal', { 'Fn::Sub': 'x-${!Literal}' }, 'x-${Literal}'],
  ['Fn::Sub with variables of its own', { 'Fn::Sub': ['${A}-${Stage}', { A: { Ref: 'Server' } }] }, 'fleet-prod'],
  ['Fn::Select', { 'Fn::Select': [1, ['a', { Ref: 'Server' }]] }, 'fleet'],
  ['Fn::Select with a textual index', { 'Fn::Select': ['0', { 'Fn::Split': ['|', 'a|b'] }] }, 'a'],
  ['Fn::Split', { 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
  ['Fn::ImportValue of another stack', { 'Fn::ImportValue': 'Data:Table' }, table],
  ['Fn::If whose condition holds', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes'],
  ['Fn::If whose condition does not hold', { 'Fn::If': ['NotProd', 'yes', 'no'] }, 'no'],
  ['Fn::If with Fn::And', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
  ['Fn::If with Fn::Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
  ['an untaken branch with an unknown reference', { 'Fn::If': ['IsProd', 'yes', { Ref: 'Nobody' }] }, 'yes'],
  ['a property that is AWS::NoValue, which is left out', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
  ['a list entry that is AWS::NoValue, which is left out', [{ Ref: 'AWS::NoValue' }, 1], [1]],
  ['an IAM statement whose Condition is an object', { Condition: { ArnLike: 'x' } }, { Condition: { ArnLike: 'x' } }],
])('resolves %s', (_, value, expected) => {
  expect(evaluate(value)).toEqual(expected)
})

test.each<[string, unknown, string]>([
  ['a reference to nothing', { Ref: 'Nobody' }, 'the stack has no resource or parameter `Nobody`'],
  ['an attribute that is not known', { 'Fn::GetAtt': ['Pool', 'Moon'] }, 'no attribute `Moon`'],
  [
    'the secret of a public client',
    { 'Fn::GetAtt': ['Public', 'ClientSecret'] },
    'the app client `Public` has no secret',
  ],
  ['a resource without what its Ref is made of', { Ref: 'Nameless' }, '`Nameless` must have a `Identifier`'],
  ['a resource that refers to itself', { Ref: 'Loop' }, 'the reference leads back to itself'],
  ['a parameter without a default', { Ref: 'Open' }, 'the parameter `Open` has no default'],
  ['a parameter that is read from SSM', { Ref: 'FromSsm' }, 'is read from SSM at deployment'],
  ['an import that nobody exports', { 'Fn::ImportValue': 'Nobody' }, 'no stack exports `Nobody`'],
  ['a condition that does not exist', { 'Fn::If': ['Nobody', 1, 2] }, 'the stack has no condition `Nobody`'],
  ['a condition that leads back to itself', { 'Fn::If': ['Circle', 1, 2] }, '`Circle` leads back to itself'],
  ['a condition of another function', { 'Fn::If': ['Strange', 1, 2] }, 'does not know this condition: `Fn::Contains`'],
  ['an index past the end', { 'Fn::Select': [2, ['a']] }, '`Fn::Select` takes an entry that the list does not have'],
  ['an unknown function', { 'Fn::Base64': 'x' }, 'does not know the function `Fn::Base64`'],
  ['a join of objects', { 'Fn::Join': ['', [{ a: 1 }]] }, '`Fn::Join` needs text'],
  ['a join without a list', { 'Fn::Join': 'x' }, '`Fn::Join` needs a list'],
  ['a dynamic reference', 'x{{resolve:secretsmanager:y}}', 'a dynamic reference'],
  ['any of these deep inside', { a: { b: [{ Ref: 'Nobody' }] } }, 'App/Here/Properties.Value.a.b: '],
])('refuses %s with its place', (_, value, message) => {
  expect(() => evaluate(value)).toThrow(message)
  expect(() => evaluate(value)).toThrow(/^(App|Data)\//)
})

test('physical ids look like AWS’s, and follow from the seed alone', () => {
  expect(poolId).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/)
  expect(evaluate({ Ref: 'Client' })).toMatch(/^[a-z0-9]{26}$/)
  expect(evaluate({ 'Fn::GetAtt': ['Client', 'ClientSecret'] })).toMatch(/^[a-z0-9]{51}$/)
  const stacks = { directory: '/nowhere', stacks: [data, app], assets: new Map() }
  const again = createEvaluator(stacks, physicalIds({ seed: 'seed', cognitoUrl: 'http://127.0.0.1:9999' }))
  const other = createEvaluator(stacks, physicalIds({ seed: 'another', cognitoUrl: 'http://127.0.0.1:8700' }))
  expect(again.value(app, { Ref: 'Client' }, place)).toBe(evaluate({ Ref: 'Client' }))
  expect(other.value(app, { Ref: 'Client' }, place)).not.toBe(evaluate({ Ref: 'Client' }))
  expect(evaluate({ Ref: 'Client' })).not.toBe(evaluate({ Ref: 'Public' }))
})
