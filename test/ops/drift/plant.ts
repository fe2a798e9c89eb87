/** Something that somebody may do by hand in AWS, with what `drift` must make of it. */
import type { Undo, World } from './world.ts'

export interface Plant {
  readonly what: string
  readonly plant: (world: World) => Promise<Undo>
  /** Each finding: its kind, whether it opens, and a part of the place that it names. */
  readonly found: readonly (readonly [kind: string, direction: string, place: string])[]
  /** How the first of them came about; by default, it was changed. */
  readonly cause?: 'made by hand' | 'deleted by hand'
  readonly who?: 'ops, in AWS or in the catalog'
  /** What the advice names: a setting of AWS, or the beginning of a command line. */
  readonly advice: string
}
