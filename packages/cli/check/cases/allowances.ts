/**
 * Cases of the rule over what the contract allows: a queue, the variable with its address, and the permission to send.
 */
import type { Allowance } from '@scopegate/contract'
import { type EditableTemplate, resourceAt, set, type TemplateCase, type TemplateEdit } from './template-case.ts'

const reason = 'Reminders are sent later, by a worker of ours'

/** All that a queue needs. */
export const allowed: readonly Allowance[] = [
  { kind: 'resource', type: 'AWS::SQS::Queue', path: 'Fleet/Reminders', reason },
  { kind: 'variable', service: 'rental', name: 'REMINDERS_URL', reason },
  { kind: 'permission', service: 'rental', action: 'sqs:SendMessage', on: 'Fleet/Reminders', reason },
]

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
    rule: 'RS086',
    allowed,
    breaks: {
      'nothing of all that is allowed': () => undefined,
      'no variable': all(queue, permission),
      'no permission': all(queue, variable),
    },
    keeps: { 'all that is allowed': all(queue, variable, permission) },
  },
]
