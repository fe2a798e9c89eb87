/**
 * Cases of the rule over what the contract allows: a queue, the variable with its address, and the permission to send.
 */
import type { Allowance } from '@scopegate/contract'
import { type EditableTemplate, resourceAt, set, type TemplateCase, type TemplateEdit } from './template-case.ts'

const reason = 'Reminders are sent later, by a worker of ours'

/** All that a queue and a pool of the plan Plus need. */
export const allowed: readonly Allowance[] = [
  { kind: 'resource', type: 'AWS::SQS::Queue', path: 'Fleet/Reminders', reason },
  { kind: 'variable', service: 'rental', name: 'REMINDERS_URL', reason },
  { kind: 'permission', service: 'rental', action: 'sqs:SendMessage', on: 'Fleet/Reminders', reason },
  { kind: 'property', path: 'Fleet/garage/Pool', name: 'UserPoolAddOns.AdvancedSecurityMode', reason },
]

export const risk: TemplateEdit = set('garage/Pool', 'UserPoolAddOns', { AdvancedSecurityMode: 'ENFORCED' })

export const queue: TemplateEdit = (template) => {
  template.Resources['Added'] = {
    Type: 'AWS::SQS::Queue',
    Properties: {},
    Metadata: { 'aws:cdk:path': 'Fleet/Reminders/Resource' },
  }
}

export const variable: TemplateEdit = set('rental', 'Environment.Variables.REMINDERS_URL', { Ref: 'Added' })

export const permission: TemplateEdit = (template) => {
  const { PolicyDocument } = resourceAt(template, 'rentalRuntime/Role/DefaultPolicy').Properties
  // The cast is safe: CDK writes statements as a list.
  const { Statement } = PolicyDocument as { readonly Statement: object[] }
  Statement.push({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Added', 'Arn'] } })
}

const all =
  (...edits: readonly TemplateEdit[]): TemplateEdit =>
  (template: EditableTemplate) => {
    for (const edit of edits) edit(template)
  }

export const allowanceCases: readonly TemplateCase[] = [
  {
    rule: 'RS090',
    breaks: {
      'registration by anybody': set('garage/Pool', 'DcrConfiguration', { EnableStatus: 'ENABLED' }),
      'a judgement of risk that nobody allowed': risk,
      'something that only a deployment knows': set('garage/Pool', 'IssuerConfiguration', { Type: { Ref: 'Type' } }),
    },
    also: ['RS065'],
    keeps: {
      'registration that is off': set('garage/Pool', 'DcrConfiguration', { EnableStatus: 'DISABLED' }),
      'the issuer of old': set('garage/Pool', 'IssuerConfiguration', { Type: 'ORIGINAL' }),
      labels: set('garage/Pool', 'UserPoolTags', { team: 'fleet' }),
    },
  },
  {
    rule: 'RS091',
    breaks: {
      'a property of a pool': set('garage/Pool', 'OpenSesame', true),
      'a property deep in one': set('garage/Pool', 'Policies.PasswordPolicy.Anything', true),
      'a property in a list': set('garage/Pool', 'Schema.0.Anything', true),
      'a secret that is written out': set('partner/south-kiosk', 'ClientSecret', 'known'),
      'a property of a function': set('fleet', 'DurableConfig', { ExecutionTimeout: 900 }),
      'a property of a stage': set('garage-api/Stage', 'Mirror', 'https://evil.example'),
    },
    keeps: {
      'settings of a function': set('fleet', 'EphemeralStorage', { Size: 1024 }),
      'an attribute’s limits': set('garage/Pool', 'Schema.0.StringAttributeConstraints', { MaxLength: '99' }),
    },
  },
  {
    rule: 'RS086',
    allowed,
    breaks: {
      'nothing of all that is allowed': () => undefined,
      'no variable': all(queue, permission, risk),
      'no such property': all(queue, variable, permission),
      'no permission': all(queue, variable, risk),
    },
    keeps: { 'all that is allowed': all(queue, variable, permission, risk) },
  },
]
