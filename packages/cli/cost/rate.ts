/**
 * What a number of units costs when the price falls with the number: each tier's price is for the units inside it, as
 * AWS bills. A free allowance is a first tier that costs nothing.
 *
 * @module
 */
import type { MicroUsd } from './money.ts'

export interface Tier {
  /** The last unit at this price, counted from the month's first; `null` for all that follow. */
  readonly upTo: number | null
  /** The price of one unit. */
  readonly microUsd: MicroUsd
}

/** What some units cost. */
export interface Charge {
  readonly units: number
  /** Those of them that cost nothing. */
  readonly freeUnits: number
  readonly microUsd: MicroUsd
}

/** @param tiers ascending; the last one has no end */
export function charge(tiers: readonly Tier[], units: number): Charge {
  let [from, freeUnits, microUsd] = [0, 0, 0]
  for (const tier of tiers) {
    const inside = Math.max(0, Math.min(units, tier.upTo ?? units) - from)
    if (tier.microUsd === 0) freeUnits += inside
    microUsd += inside * tier.microUsd
    from = tier.upTo ?? units
  }
  return { units, freeUnits, microUsd }
}

/**
 * The most units for which both cost the same, from none on; `null` when they never differ.
 *
 * Both costs are straight lines between the ends of tiers, so that they part right after one of these, or never.
 */
export function sameUpTo(one: readonly Tier[], other: readonly Tier[]): number | null {
  const ends = [...one, ...other].flatMap(({ upTo }) => upTo ?? []).sort((a, b) => a - b)
  const parts = (units: number) => charge(one, units).microUsd !== charge(other, units).microUsd
  return [0, ...ends].find((end) => parts(end + 1)) ?? null
}
