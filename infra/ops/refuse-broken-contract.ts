/**
 * Ends a command before it computes anything from a contract that breaks its own rules.
 *
 * @module
 */
import { judgeRows, rules } from '@scopegate/scopes/rules'
import { uncheckedContract } from '@scopegate/scopes/unchecked'
import { Failure } from './failure.ts'

/** @throws {Failure} that names the rules which the rows of this working tree’s contract break */
export function refuseBrokenContract(): void {
  const broken = new Set(judgeRows(rules, uncheckedContract).map(({ rule }) => rule.id))
  if (broken.size === 0) return
  throw new Failure(`The contract breaks ${[...broken].join(', ')}`, 'type `scopes check` and mend what it finds')
}
