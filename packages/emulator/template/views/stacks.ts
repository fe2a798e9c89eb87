/** What CloudFormation and the services report: stacks as they were deployed, and properties as the template states them, read here or not. */
import { type Assembly, type Stack, TemplateError } from '@scopegate/template'
import { z } from 'zod'
import type { Stated } from '../model.ts'
import type { Reader } from '../reader.ts'

/** All stacks, in deployment order. A resource that its condition leaves out is not listed, for it does not exist. */
export const stacksOf = ({ stacks }: Assembly, reader: Reader) =>
  stacks.map((stack) => ({
    name: stack.name,
    template: stack.text,
    resources: Object.entries(stack.template.Resources).flatMap(([logicalId, { Type: type, Condition }]) => {
      const place = { stack: stack.name, resource: logicalId, property: 'Condition' }
      if (Condition !== undefined && !reader.evaluator.condition(stack, Condition, place)) return []
      return [{ logicalId, type, physicalId: physicalId(reader, stack, logicalId) }]
    }),
    outputs: Object.entries(stack.template.Outputs).map(([name, { Value }]) => {
      const place = { stack: stack.name, resource: name, property: 'Value' }
      return { name, value: String(reader.evaluator.value(stack, Value, place)) }
    }),
  }))

/**
 * Inferred (aws-facts §I.18): what `Ref` gives. Of a type that the local stack does not run nobody knows it, and the id is
 * made up: it stands in the list and leads nowhere, which is all that such a resource has here.
 */
function physicalId({ evaluator, ids }: Reader, stack: Stack, logicalId: string): string {
  const place = { stack: stack.name, resource: logicalId, property: 'Ref' }
  try {
    return String(evaluator.ref(stack, logicalId, place))
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    return `${stack.name}-${logicalId}-${ids.derive(`${stack.name}/${logicalId}`, 12, 'mixed')}`
  }
}

const types = [
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Stage',
]

export const statedOf = (reader: Reader): readonly Stated[] =>
  types
    .flatMap((type) => reader.ofType(type))
    .map((found) => {
      const names = Object.keys(found.resource.Properties).map((name) => [name, z.unknown()])
      const properties: Stated['properties'] = reader.properties(found, z.object(Object.fromEntries(names)))
      return { type: found.resource.Type, id: reader.ref(found), properties }
    })
