/**
 * Which operation a method and a path mean, restated: static segments before `{name}`, an empty segment fits nothing.
 *
 * @module
 */
import type { Contract, ContractOperation } from '@scopegate/contract/contract'

export interface Found {
  readonly kind: 'operation'
  readonly id: string
  readonly operation: ContractOperation
  /** The path's parameters by name. */
  readonly parameters: Readonly<Record<string, string>>
}

export type Routed =
  | Found
  /** The path is there; `methods` are those that it has. */
  | { readonly kind: 'other_method'; readonly methods: readonly string[] }
  | { readonly kind: 'unknown' }

/** The path without its leading slash, split and then decoded; `undefined` when it cannot be decoded. */
export function segmentsOf(path: string): readonly string[] | undefined {
  try {
    return path.slice(1).split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

const isParameter = (segment: string) => /^\{\w+\}$/.test(segment)

function parametersOf(pattern: string, segments: readonly string[]): Record<string, string> | undefined {
  const expected = pattern.slice(1).split('/')
  if (expected.length !== segments.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, part] of expected.entries()) {
    const actual = segments[index] ?? ''
    if (isParameter(part) && actual !== '') parameters[part.slice(1, -1)] = actual
    else if (part !== actual) return undefined
  }
  return parameters
}

/** Sorts what is spelled out before parameters. */
const rank = (path: string) =>
  path
    .split('/')
    .map((part) => (isParameter(part) ? '1' : '0'))
    .join('')

/** Finds the operation among all of the contract. */
export function routeOf({ operations }: Contract, method: string, segments: readonly string[]): Routed {
  const fitting = Object.entries(operations)
    .flatMap(([id, operation]): readonly Found[] => {
      const parameters = parametersOf(operation.path, segments)
      return parameters === undefined ? [] : [{ kind: 'operation', id, operation, parameters }]
    })
    .sort((a, b) => (rank(a.operation.path) < rank(b.operation.path) ? -1 : 1))
  const found = fitting.find(({ operation }) => operation.method === method)
  if (found !== undefined) return found
  const [first] = fitting
  if (first === undefined) return { kind: 'unknown' }
  const methods = fitting.filter(({ operation }) => operation.path === first.operation.path)
  return { kind: 'other_method', methods: methods.map(({ operation }) => operation.method) }
}
