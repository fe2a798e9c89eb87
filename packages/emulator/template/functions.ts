/** The intrinsic functions and those of conditions, one entry each (CloudFormation user guide, "Intrinsic function reference"). */
import { type Place, type Stack, TemplateError } from '@scopegate/template'
import type { ReferenceContext } from './references.ts'

/** Evaluates templates; every function takes the place for the error. */
export interface Evaluator {
  /** Any value. Gives `noValue` for `AWS::NoValue` itself. */
  value(stack: Stack, value: unknown, place: Place): unknown
  ref(stack: Stack, name: string, place: Place): unknown
  attribute(stack: Stack, logicalId: string, attribute: string, place: Place): string
  importValue(name: string, place: Place): unknown
  condition(stack: Stack, name: string, place: Place): boolean
  /** For what depends on a resource but is no reference, such as a client's secret. */
  context(stack: Stack, logicalId: string, place: Place): ReferenceContext
}

/** Where a function is being evaluated. */
export interface Call {
  readonly evaluator: Evaluator
  readonly stack: Stack
  readonly place: Place
}

type IntrinsicFunction = (call: Call, argument: unknown) => unknown

/** By name as it stands in the template. */
export const functions: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: ({ evaluator, stack, place }, name) => evaluator.ref(stack, text(name, place, 'Ref'), place),

  'Fn::GetAtt': ({ evaluator, stack, place }, argument) => {
    const [id, attribute] = typeof argument === 'string' ? splitOnce(argument) : list(argument, place, 'Fn::GetAtt', 2)
    return evaluator.attribute(stack, text(id, place, 'Fn::GetAtt'), text(attribute, place, 'Fn::GetAtt'), place)
  },

  'Fn::Join': (call, argument) => {
    const [separator, parts] = list(argument, call.place, 'Fn::Join', 2)
    return list(valueOf(call, parts), call.place, 'Fn::Join')
      .map((part) => scalar(part, call.place, 'Fn::Join'))
      .join(text(separator, call.place, 'Fn::Join'))
  },

  'Fn::Sub': (call, argument) => {
    const [template, variables] =
      typeof argument === 'string' ? [argument, {}] : list(argument, call.place, 'Fn::Sub', 2)
    const own = variables !== null && typeof variables === 'object' ? new Map(Object.entries(variables)) : new Map()
    return text(template, call.place, 'Fn::Sub').replaceAll(
      /\$\{(!?)([^}]+)\}/g,
      (_, literal: string, name: string) => {
        if (literal === '!') return `\${${name}}`
        if (own.has(name)) return scalar(valueOf(call, own.get(name)), call.place, 'Fn::Sub')
        const value = name.includes('.')
          ? call.evaluator.attribute(call.stack, ...splitOnce(name), call.place)
          : call.evaluator.ref(call.stack, name, call.place)
        return scalar(value, call.place, 'Fn::Sub')
      },
    )
  },

  'Fn::Select': (call, argument) => {
    const [index, entries] = list(argument, call.place, 'Fn::Select', 2)
    const chosen = list(valueOf(call, entries), call.place, 'Fn::Select')[Number(valueOf(call, index))]
    if (chosen === undefined)
      throw new TemplateError(call.place, '`Fn::Select` takes an entry that the list does not have')
    return chosen
  },

  'Fn::Split': (call, argument) => {
    const [separator, source] = list(argument, call.place, 'Fn::Split', 2)
    return text(valueOf(call, source), call.place, 'Fn::Split').split(text(separator, call.place, 'Fn::Split'))
  },

  'Fn::ImportValue': (call, argument) =>
    call.evaluator.importValue(text(valueOf(call, argument), call.place, 'Fn::ImportValue'), call.place),

  'Fn::If': (call, argument) => {
    const [name, whenTrue, whenFalse] = list(argument, call.place, 'Fn::If', 3)
    const holds = call.evaluator.condition(call.stack, text(name, call.place, 'Fn::If'), call.place)
    return valueOf(call, holds ? whenTrue : whenFalse)
  },
}

const valueOf = ({ evaluator, stack, place }: Call, value: unknown) => evaluator.value(stack, value, place)

/** `Logical.Attribute.With.Dots` → logical id and attribute. */
function splitOnce(name: string): [string, string] {
  const dot = name.indexOf('.')
  return [name.slice(0, dot), name.slice(dot + 1)]
}

/** The value as a list, of that many entries when given. */
export function list(value: unknown, place: Place, of: string, length?: number): readonly unknown[] {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value
  throw new TemplateError(place, `\`${of}\` needs a list${length === undefined ? '' : ` of ${length} entries`}`)
}

/** The value as text. */
export function text(value: unknown, place: Place, of: string): string {
  if (typeof value === 'string') return value
  throw new TemplateError(place, `\`${of}\` needs text`)
}

function scalar(value: unknown, place: Place, of: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TemplateError(place, `\`${of}\` needs text`)
}

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
