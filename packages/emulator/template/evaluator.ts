/**
 * What evaluates a template, for whatever needs a value of it.
 *
 * @module
 */
import type { Place, Stack } from '@scopegate/template'
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
