/**
 * What the sequence has learned so far, whoever learned it: every actor may use everything. An attacker who knows
 * all ids of another organization is the worst case, and ids leak in real life: in logs, in screenshots, to people
 * who change sides.
 */

import type { Step } from './intents.ts'

/** The lists that have cursors. */
export type ListName = 'inventory' | 'recharges' | 'wallet-entries'

/** A cursor that a list gave out. */
export interface KnownCursor {
  readonly org: string
  readonly list: ListName
  readonly text: string
  /** The sort key of the last row of the page that it came with. */
  readonly after: string
}

/** An id or a version that belongs to one organization. */
export interface Owned {
  readonly org: string
  readonly text: string
}

/** Everything that is known. Grows between rounds only, so that what a step means does not depend on a race. */
export interface Loot {
  readonly recharges: Owned[]
  readonly versions: Owned[]
  readonly cursors: KnownCursor[]
  /** Nothing takes the id of a movement; in an answer it is a mark of whose it is. */
  readonly movements: Owned[]
  /** Every attempt so far that carried an idempotency key. */
  readonly keyed: Step[]
}

/** Nothing known yet. */
export const noLoot = (): Loot => ({ recharges: [], versions: [], cursors: [], movements: [], keyed: [] })

/** One of them; `undefined` while there is none. */
export const pickFrom = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)]
