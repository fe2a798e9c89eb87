/** Compares what is deployed with what should be. Pure, and linear in the size of the two. */
import { apiDifferences } from './compare-api.ts'
import { rowDifferences } from './compare-parts.ts'
import { poolDifferences } from './compare-pool.ts'
import type { Difference, Direction } from './difference.ts'
import type { DeployedApi, DeployedPool, DeployedSystem } from './shape.ts'

export { type Difference, type DifferenceKind, type Direction, differenceKinds, type Where } from './difference.ts'

/** The order in which a person should look at them. */
export const urgency: readonly Direction[] = ['opens', 'closes', 'differs']

/**
 * Every difference; none when the two are the same. What opens comes first, then what closes. Lists that are sets are
 * compared as sets. Of a thing that is missing or too much as a whole nothing further is told.
 */
export function differences(expected: DeployedSystem, actual: DeployedSystem): readonly Difference[] {
  const there = () => 'there'
  const all = [
    ...rowDifferences<DeployedPool>('pool', expected.pools, actual.pools, {
      where: (pool) => ({ in: 'pool', pool }),
      both: poolDifferences,
      missing: there,
    }),
    ...rowDifferences<DeployedApi>('api', expected.apis, actual.apis, {
      where: (pool) => ({ in: 'api', pool }),
      both: apiDifferences,
      missing: there,
    }),
  ]
  return urgency.flatMap((direction) => all.filter((each) => each.direction === direction))
}
