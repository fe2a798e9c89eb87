/**
 * Whether the cost of judging, planning and showing a contract grows with its size, and not faster.
 *
 * @module
 */
import type { Contract } from '@scopegate/scopes/contract'
import { matrixOf } from '@scopegate/scopes/matrix'
import { planOf, stagesOf } from '@scopegate/scopes/plan'
import { judgeContract, judgeRows, rules, soundContract } from '@scopegate/scopes/rules'
import { changedContract, generatedContract } from './generated-contract.ts'
import { table } from './table.ts'

const sizes = [100, 1_000, 10_000] as const
const rounds = 5
/** Ten times the size may cost twelve times the time: sets and maps grow a little slower than they are filled. */
const budget = 12

interface Sized {
  readonly before: Contract
  readonly after: Contract
}

const work: Readonly<Record<string, (contracts: Sized) => unknown>> = {
  check: ({ after }) => [judgeRows(rules, after), judgeContract(rules, soundContract(after))],
  plan: ({ before, after }) => [planOf(before, after), stagesOf(before, after)],
  matrix: ({ after }) => matrixOf(after),
}

/** Milliseconds in the best round: another process can only slow a round down. */
function best(run: (contracts: Sized) => unknown, contracts: Sized): number {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    // Contracts of its own for each round: what was computed from one is remembered.
    const fresh = structuredClone(contracts)
    const began = performance.now()
    run(fresh)
    least = Math.min(least, performance.now() - began)
  }
  return least
}

/** Runs it. @throws Error when a tenfold contract costs more than the budget, all three together */
export function scale(): Promise<string> {
  const contracts = new Map(
    sizes.map((size) => {
      const before = generatedContract(size)
      return [size, { before, after: changedContract(before) }] as const
    }),
  )
  const names = [...Object.keys(work), 'all three']
  const times = new Map<string, number[]>(names.map((name) => [name, []]))
  for (const size of sizes) {
    const sized = contracts.get(size)
    if (sized === undefined) throw new Error('A contract that was just made is gone')
    const each = Object.entries(work).map(([name, run]) => [name, best(run, sized)] as const)
    for (const [name, time] of [...each, ['all three', each.reduce((sum, [, time]) => sum + time, 0)] as const]) {
      times.get(name)?.push(time)
    }
  }
  const rows = [...times].map(([name, all]) => [
    name,
    ...all.map((time) => time.toFixed(1)),
    `${growth(all).toFixed(1)}×`,
  ])
  const report = table(['work', ...sizes.map((size) => `ms at ${size.toLocaleString('en')}`), 'tenfold'], rows)
  const all = growth(times.get('all three') ?? [])
  if (all > budget)
    throw new Error(`${report}\nTen times the size cost ${all.toFixed(1)} times the time, over ${budget}`)
  return Promise.resolve(report)
}

/** What the last step of the sizes costs. */
const growth = (all: readonly number[]): number => (all.at(-1) ?? Number.NaN) / (all.at(-2) ?? Number.NaN)
