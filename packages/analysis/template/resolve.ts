/**
 * Values of templates as text, without an account: what only a deployment knows stays visible as a reference, such as
 * `${Scopegate.garagePool}` or `${AWS::Region}`, and is equal to itself alone.
 */
import { isTable, type Stack } from '@scopegate/template'

type Table = Readonly<Record<string, unknown>>

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Attributes that say the same as a `Ref`: all of those that a client or a route can be tied with. */
const sameAsRef = new Set(['UserPoolId', 'ClientId', 'ApiId', 'AuthorizerId'])

const join = (parts: readonly unknown[], separator: string, text: (part: unknown) => string) =>
  parts.map(text).join(separator)

/** What a parameter must be. A default says nothing: whoever deploys may give another value. */
function onlyValueOf(stack: Stack, name: string): string | undefined {
  const { Type, AllowedValues = [] } = stack.template.Parameters[name] ?? {}
  const [only, ...others] = AllowedValues
  // Of any other type, the allowed value is the name under which the real one is looked up.
  const plain = (Type === 'String' || Type === 'Number') && (typeof only === 'string' || typeof only === 'number')
  return plain && others.length === 0 ? `${only}` : undefined
}

/** Turns values of one stack into text. */
export type Resolver = (stack: Stack, value: unknown) => string

/** The text of a reference to a resource. */
export const referenceTo = (stack: Stack, logicalId: string): string => `\${${stack.name}.${logicalId}}`

/** @param stacks all that may export something to each other */
export function createResolver(stacks: readonly Stack[]): Resolver {
  const exported = new Map<string, { readonly stack: Stack; readonly value: unknown }>()
  // Two references that lead to each other would never end.
  let depth = 0
  const resolve: Resolver = (stack, value) => {
    if (depth > 50) return '${…}'
    depth += 1
    try {
      return isTable(value)
        ? intrinsic(stack, value)
        : Array.isArray(value)
          ? join(value, ',', inStack(stack))
          : String(value)
    } finally {
      depth -= 1
    }
  }
  const inStack = (stack: Stack) => (part: unknown) => resolve(stack, part)

  function reference(stack: Stack, name: string): string {
    const resource = stack.template.Resources[name]
    if (resource !== undefined) {
      // Documented: a reference to a resource server is its identifier (aws-facts §J).
      const isServer = resource.Type === 'AWS::Cognito::UserPoolResourceServer'
      return isServer ? resolve(stack, resource.Properties['Identifier']) : referenceTo(stack, name)
    }
    return onlyValueOf(stack, name) ?? `\${${name}}`
  }

  function attribute(stack: Stack, path: string): string {
    const [logicalId = '', ...rest] = path.split('.')
    const name = rest.join('.')
    return sameAsRef.has(name) ? reference(stack, logicalId) : `\${${stack.name}.${path}}`
  }

  function substitute(stack: Stack, argument: unknown): string {
    const [pattern, variables] = Array.isArray(argument) ? listOf(argument) : [argument]
    return String(pattern).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`
      if (isTable(variables) && Object.hasOwn(variables, name)) return resolve(stack, variables[name])
      return name.includes('.') ? attribute(stack, name) : reference(stack, name)
    })
  }

  function intrinsic(stack: Stack, value: Table): string {
    const [name = '', ...others] = Object.keys(value)
    const argument = value[name]
    if (others.length > 0) return '${…}'
    switch (name) {
      case 'Ref':
        return reference(stack, String(argument))
      case 'Fn::GetAtt':
        return attribute(stack, Array.isArray(argument) ? argument.join('.') : String(argument))
      case 'Fn::Sub':
        return substitute(stack, argument)
      case 'Fn::Join': {
        const [separator, parts] = listOf(argument)
        return Array.isArray(parts) ? join(listOf(parts), String(separator), inStack(stack)) : `\${${name}}`
      }
      case 'Fn::ImportValue': {
        const wanted = resolve(stack, argument)
        const found = exported.get(wanted)
        return found === undefined ? `\${!${wanted}}` : resolve(found.stack, found.value)
      }
      default:
        return `\${${name}}`
    }
  }

  for (const stack of stacks) {
    for (const { Value, Export } of Object.values(stack.template.Outputs)) {
      if (Export !== undefined) exported.set(resolve(stack, Export.Name), { stack, value: Value })
    }
  }
  return resolve
}
