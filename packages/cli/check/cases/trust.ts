/**
 * Cases of the rules over whom the template lets decide: who calls, who signs in, and by which contract it is measured.
 */
import { addOfType, resourceAt, set, type TemplateCase, type TemplateEdit } from './template-case.ts'

const invoke = {
  Action: 'lambda:InvokeFunction',
  FunctionName: 'rental',
  Principal: 'apigateway.amazonaws.com',
}

/** Adds a statement to the policy of the service of rentals. */
const allows =
  (statement: object): TemplateEdit =>
  (template) => {
    const { PolicyDocument } = resourceAt(template, 'rentalRuntime/Role/DefaultPolicy').Properties
    // The cast is safe: CDK writes statements as a list.
    const { Statement } = PolicyDocument as { readonly Statement: object[] }
    Statement.push({ Effect: 'Allow', ...statement })
  }

const role = 'rentalRuntime/Role'
const table = { 'Fn::ImportValue': 'FleetData:Deposits' }

/** Changes what the template itself carries. */
const carries =
  (change: (contract: { pools: Record<string, { roles: string[] }> }) => unknown): TemplateEdit =>
  (template) => {
    // The cast is safe: packages/cdk writes the contract there.
    const { Metadata } = template as { Metadata?: Record<string, unknown> }
    const contract = structuredClone(Metadata?.['scopegate:contract']) as Parameters<typeof change>[0]
    Object.assign(template, { Metadata: { 'scopegate:contract': change(contract) } })
  }

export const trustCases: readonly TemplateCase[] = [
  {
    rule: 'RS069',
    breaks: {
      'a call by anybody': addOfType('AWS::Lambda::Permission', { ...invoke, Principal: '*' }),
      'a call by another account': addOfType('AWS::Lambda::Permission', { ...invoke, Principal: '123456789012' }),
      'a call by any API': addOfType('AWS::Lambda::Permission', invoke),
      'a call by another API': addOfType('AWS::Lambda::Permission', {
        ...invoke,
        SourceArn: 'arn:aws:execute-api:us-east-1:123456789012:fakeapi000/*/*',
      }),
      'a call by any pool': (template) => {
        for (const { Type, Properties } of Object.values(template.Resources)) {
          if (Type === 'AWS::Lambda::Permission') delete Properties['SourceArn']
        }
      },
      'any action': allows({ Action: '*', Resource: '*' }),
      'any action on tables': allows({ Action: 'dynamodb:*', Resource: table }),
      'any table': allows({ Action: 'dynamodb:GetItem', Resource: '*' }),
      'an action that the row does not say': allows({ Action: 'dynamodb:DeleteItem', Resource: table }),
      'a table that the row does not say': allows({
        Action: 'dynamodb:GetItem',
        Resource: { 'Fn::ImportValue': 'FleetData:Fleet' },
      }),
      'a person by a service that looks nobody up': allows({ Action: 'cognito-idp:ListUsers', Resource: table }),
      'any log': allows({ Action: 'logs:PutLogEvents', Resource: '*' }),
      'a table of another account': allows({
        Action: 'dynamodb:PutItem',
        Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/theirs',
      }),
      'writing the directory': allows({ Action: 'ssm:PutParameter', Resource: table }),
      'a statement for anybody': allows({ Action: 'dynamodb:GetItem', Resource: table, Principal: '*' }),
      'all actions but one': allows({ NotAction: 'iam:CreateUser', Resource: table }),
      'all resources but one': allows({ Action: 'dynamodb:GetItem', NotResource: table }),
      'a policy of AWS': set(role, 'ManagedPolicyArns', ['arn:aws:iam::aws:policy/AdministratorAccess']),
      'a policy inside the role': set(role, 'Policies', [
        { PolicyName: 'all', PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } },
      ]),
      'a role for anybody': set(role, 'AssumeRolePolicyDocument.Statement.0.Principal', { AWS: '*' }),
      'a role for Lambda and others': set(role, 'AssumeRolePolicyDocument.Statement.0.Principal.AWS', '*'),
      'a policy of somebody else’s': set(`${role}/DefaultPolicy`, 'Users', ['somebody']),
      'a table with a policy of its own': addOfType('AWS::DynamoDB::Table', { ResourcePolicy: {} }),
    },
    // A table that is added for it is no protected one.
    also: ['RS072'],
    keeps: {
      'an index of a table': allows({ Action: 'dynamodb:Query', Resource: { 'Fn::Join': ['', [table, '/index/*']] } }),
      'a list of one action and one table': allows({ Action: ['dynamodb:GetItem'], Resource: [table] }),
      'something forbidden': allows({ Effect: 'Deny', Action: '*', Resource: '*' }),
    },
  },
  {
    rule: 'RS070',
    breaks: {
      'a trigger that brings people along': set('admin/Pool', 'LambdaConfig.UserMigration', 'arn'),
      'a trigger that lets them in': set('admin/Pool', 'LambdaConfig.VerifyAuthChallengeResponse', 'arn'),
      'sign-up': set('admin/Pool', 'AdminCreateUserConfig.AllowAdminCreateUserOnly', false),
      'nothing said of sign-up': set('admin/Pool', 'AdminCreateUserConfig', undefined),
      'a foreign provider besides': set('admin/admin-portal', 'SupportedIdentityProviders', ['COGNITO', 'Theirs']),
      'nothing said of providers': set('admin/admin-portal', 'SupportedIdentityProviders', undefined),
    },
    keeps: { 'another message of invitation': set('admin/Pool', 'AdminCreateUserConfig.InviteMessageTemplate', {}) },
  },
  {
    rule: 'RS071',
    breaks: {
      'a wider role': carries(({ pools, ...contract }) => ({
        ...contract,
        pools: { ...pools, garage: { ...pools['garage'], roles: [...(pools['garage']?.roles ?? []), 'more'] } },
      })),
      'no contract': (template) => {
        Object.assign(template, { Metadata: {} })
      },
      'an empty one': carries(() => ({})),
      'a pool’s roles': (template) => {
        resourceAt(template, 'admin/Pool').Metadata['scopegate:roles'] = ['operator', 'support', 'owner']
      },
      'a pool’s organization': (template) => {
        resourceAt(template, 'garage/Pool').Metadata['scopegate:org'] = 'none'
      },
      'a machine’s organization': (template) => {
        resourceAt(template, 'partner/south-kiosk').Metadata['scopegate:org'] = 'north'
      },
      'a client’s kind': (template) => {
        resourceAt(template, 'garage/garage-app').Metadata['scopegate:kind'] = 'browser'
      },
    },
    keeps: {
      'the fields in another order': carries((contract) => Object.fromEntries(Object.entries(contract).reverse())),
    },
  },
]
