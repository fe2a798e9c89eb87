/** Evaluates the conditions of a template: `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` and `Condition`. */
import { type Place, type Stack, TemplateError } from '@scopegate/template'
import { type Evaluator, list, text } from './functions.ts'

/** @throws TemplateError for a condition that does not exist, refers to itself or uses another function. */
export function evaluateCondition(
  evaluator: Evaluator,
  stack: Stack,
  name: string,
  place: Place,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (!Object.hasOwn(stack.template.Conditions, name)) {
    throw new TemplateError(place, `the stack has no condition \`${name}\``)
  }
  if (seen.has(name)) throw new TemplateError(place, `the condition \`${name}\` leads back to itself`)
  const visited = new Set([...seen, name])
  const here = { stack: stack.name, resource: 'Conditions', property: name }
  const value = (expression: unknown) => evaluator.value(stack, expression, here)

  const holds = (expression: unknown): boolean => {
    const [entry] = typeof expression === 'object' && expression !== null ? Object.entries({ ...expression }) : []
    const [operator, operand]: readonly [string, unknown] = entry ?? ['', undefined]
    switch (operator) {
      case 'Fn::Equals': {
        const [left, right] = list(operand, here, operator, 2)
        return String(value(left)) === String(value(right))
      }
      case 'Fn::And':
        return list(operand, here, operator).every(holds)
      case 'Fn::Or':
        return list(operand, here, operator).some(holds)
      case 'Fn::Not':
        return !holds(list(operand, here, operator, 1)[0])
      case 'Condition':
        return evaluateCondition(evaluator, stack, text(operand, here, operator), here, visited)
      default:
        throw new TemplateError(
          here,
          `the local stack does not know this condition${operator === '' ? '' : `: \`${operator}\``}`,
        )
    }
  }
  return holds(stack.template.Conditions[name])
}
