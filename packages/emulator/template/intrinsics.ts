/**
 * Evaluates CloudFormation's intrinsic functions, as CDK emits them. What is not known here is an error with its place,
 * never an empty string: an empty issuer or audience would be an open or a dead door.
 */
import { type Assembly, type Place, type Stack, TemplateError } from '@scopegate/template'
import { type Evaluator, evaluateCondition, functions } from './functions.ts'
import type { PhysicalIds } from './physical-ids.ts'
import { attributeOf, refOf } from './references.ts'

/** `AWS::NoValue`: a property or a list entry with this value is left out. */
export const noValue: unique symbol = Symbol('AWS::NoValue')

export function createEvaluator(loaded: Assembly, ids: PhysicalIds): Evaluator {
  const pseudo: Readonly<Record<string, (stack: Stack) => unknown>> = {
    'AWS::Region': () => ids.region,
    'AWS::AccountId': () => ids.accountId,
    'AWS::Partition': () => 'aws',
    'AWS::URLSuffix': () => 'amazonaws.com',
    'AWS::StackName': ({ name }) => name,
    'AWS::StackId': ({ name }) => `arn:aws:cloudformation:${ids.region}:${ids.accountId}:stack/${name}/local`,
    'AWS::NotificationARNs': () => [],
    'AWS::NoValue': () => noValue,
  }
  // A reference that leads back to itself would never end.
  let depth = 0

  const evaluator: Evaluator = {
    value(stack, value, place) {
      if (++depth > 100) throw new TemplateError(place, 'the reference leads back to itself')
      try {
        return evaluate(stack, value, place)
      } finally {
        depth--
      }
    },
    ref(stack, name, place) {
      const known = pseudo[name]
      if (known !== undefined) return known(stack)
      const parameter = stack.template.Parameters[name]
      if (parameter === undefined) return refOf(evaluator.context(stack, name, place))
      // The CDK bootstrap version: a deployment reads it from SSM, and only to check it.
      if (parameter.Type.startsWith('AWS::SSM::Parameter::Value')) {
        if (name === 'BootstrapVersion') return String(stack.bootstrapVersion)
        throw new TemplateError(
          place,
          `the parameter \`${name}\` is read from SSM at deployment, which the local stack cannot do`,
        )
      }
      if (parameter.Default === undefined) throw new TemplateError(place, `the parameter \`${name}\` has no default`)
      return parameter.Default
    },
    attribute: (stack, logicalId, attribute, place) =>
      attributeOf(evaluator.context(stack, logicalId, place), attribute),
    importValue(name, place) {
      for (const stack of loaded.stacks) {
        for (const [id, output] of Object.entries(stack.template.Outputs)) {
          if (output.Export === undefined) continue
          const here = { stack: stack.name, resource: id, property: 'Value' }
          if (evaluator.value(stack, output.Export.Name, here) === name) {
            return evaluator.value(stack, output.Value, here)
          }
        }
      }
      throw new TemplateError(place, `no stack exports \`${name}\``)
    },
    condition: (stack, name, place) => evaluateCondition(evaluator, stack, name, place),
    context(stack, logicalId, place) {
      const resource = stack.template.Resources[logicalId]
      if (resource === undefined)
        throw new TemplateError(place, `the stack has no resource or parameter \`${logicalId}\``)
      const property = (name: string) => {
        const value = resource.Properties[name]
        const at = { stack: stack.name, resource: logicalId, property: `Properties.${name}` }
        return value === undefined ? undefined : evaluator.value(stack, value, at)
      }
      return { stack: stack.name, logicalId, resource, ids, property, place }
    },
  }

  function evaluate(stack: Stack, value: unknown, place: Place): unknown {
    if (Array.isArray(value)) {
      return value.map((entry) => evaluator.value(stack, entry, place)).filter((entry) => entry !== noValue)
    }
    if (typeof value === 'string' && value.includes('{{resolve:')) {
      throw new TemplateError(
        place,
        'a dynamic reference (`{{resolve:…}}`) is read at deployment, which the local stack cannot do',
      )
    }
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries({ ...value })
    const [name, argument]: readonly [string, unknown] = entries[0] ?? ['', undefined]
    if (entries.length === 1 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))) {
      // `Condition` with a name is an intrinsic inside conditions only; an IAM statement has one that is a plain object.
      if (name !== 'Condition') {
        const run = Object.hasOwn(functions, name) ? functions[name] : undefined
        if (run === undefined) throw new TemplateError(place, `the local stack does not know the function \`${name}\``)
        return run({ evaluator, stack, place }, argument)
      }
    }
    return Object.fromEntries(
      entries
        .map(([key, entry]) => {
          const here = { ...place, property: `${place.property}.${key}` }
          return [key, evaluator.value(stack, entry, here)] as const
        })
        .filter(([, entry]) => entry !== noValue),
    )
  }

  return evaluator
}
