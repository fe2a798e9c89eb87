/** Whether the cost of judging, planning and showing a contract grows with its size, and not faster. */

import { matrixOf } from '@scopegate/analysis/matrix'
import { planOf } from '@scopegate/analysis/plan/index'
import { judgeContract, judgeRows, rules, soundContract } from '@scopegate/analysis/rules/index'
import type { Contract } from '@scopegate/contract/contract'
import { changedContract, generatedContract } from './generated-contract.ts'
import { growthTable, type Times } from './growth.ts'

const rounds = 7
const reference = 'reference: a copy'

interface Sized {
  readonly before: Contract
  readonly after: Contract
}

const work: Readonly<Record<string, (contracts: Sized) => unknown>> = {
  check: ({ after }) => [judgeRows(rules, after), judgeContract(rules, soundContract(after))],
  plan: ({ before, after }) => planOf(before, after),
  matrix: ({ after }) => matrixOf(after),
  // Linear for certain: what the machine’s caches make of ten times the data.
  [reference]: (contracts) => copied(contracts),
}

/** Other objects with the very same texts, as a module that is loaded again has them. */
function copied<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  // The casts are safe: each part is copied as what it is.
  if (Array.isArray(value)) return value.map(copied) as T
  return Object.fromEntries(Object.entries(value).map(([name, part]: [string, unknown]) => [name, copied(part)])) as T
}

/** Milliseconds in the best round: another process can only slow a round down. */
function best(run: (contracts: Sized) => unknown, contracts: Sized): number {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    // Contracts of its own for each round: what was computed from one is remembered.
    const fresh = { before: copied(contracts.before), after: copied(contracts.after) }
    const began = performance.now()
    run(fresh)
    least = Math.min(least, performance.now() - began)
  }
  return least
}

/** Runs it. @throws Error over the budget */
export function scale(): Promise<string> {
  const times: Times = (size) => {
    const before = generatedContract(size)
    const contracts = { before, after: changedContract(before) }
    return new Map(Object.entries(work).map(([name, run]) => [name, best(run, contracts)]))
  }
  return Promise.resolve(growthTable('work', times, reference))
}
