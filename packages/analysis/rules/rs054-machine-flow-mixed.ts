/**
 * RS054: a machine's client has a secret and one flow.
 *
 * @module
 */
import { isMixed } from './client-state.ts'
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const machineFlowMixed: TemplateRule = {
  on: 'template',
  id: 'RS054',
  name: 'machine-flow-mixed',
  severity: 'error',
  rule: 'A client with the flow `client_credentials` has a secret and no other flow',
  why: 'Cognito takes it with a secret and alone. One client for people and machines could not be told apart by anybody.',
  source: 'aws-facts §C',
  fix: 'Give the machine a client of its own with `GenerateSecret`',
  judge: ({ clients }) =>
    clients.flatMap(({ name, client }) =>
      when(isMixed(client), () => [
        inTemplate(client.resource),
        `The client \`${name}\` is a machine’s and has ${client.hasSecret ? 'other flows besides' : 'no secret'}`,
        'Give the machine a client of its own with `GenerateSecret`',
      ]),
    ),
}
