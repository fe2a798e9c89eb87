/** The stacks as CloudFormation lists them: each template as it was deployed, each resource with its physical id. */
import { type Assembly, type Stack, TemplateError } from '@scopegate/template'
import type { ListedStack } from '../model.ts'
import type { Reader } from '../reader.ts'

/** All stacks, in deployment order. A resource that its condition leaves out is not listed, for it does not exist. */
export const stacksOf = ({ stacks }: Assembly, reader: Reader): readonly ListedStack[] =>
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
