/** Rows of one kind of resource, compared. */
import { sameJson } from '../../same-json.ts'
import type { Cause } from '../draft.ts'
import { compareRows } from '../rows.ts'
import type { ResourceAction, ResourceEffect } from '../shape.ts'

export interface FoundResource extends ResourceEffect {
  readonly causes: readonly Cause[]
}

export function effects<Row>(
  before: Readonly<Record<string, Row>> | undefined,
  after: Readonly<Record<string, Row>> | undefined,
  describe: (name: string, was: Row | undefined, is: Row | undefined) => Omit<FoundResource, 'action'>,
  changed: (was: Row, is: Row) => ResourceAction = () => 'update',
): readonly FoundResource[] {
  const { added, removed, kept } = compareRows(before ?? {}, after ?? {})
  return [
    ...added.map(({ name, row }): FoundResource => ({ action: 'create', ...describe(name, undefined, row) })),
    ...removed.map(({ name, row }): FoundResource => ({ action: 'delete', ...describe(name, row, undefined) })),
    ...kept
      .filter((row) => !sameJson(row.before, row.after))
      .map(
        ({ name, before: was, after: is }): FoundResource => ({
          action: changed(was, is),
          ...describe(name, was, is),
        }),
      ),
  ]
}
