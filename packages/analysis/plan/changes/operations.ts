/** What changed in the rows of the operations. Callers know an operation by its route, so that its id is told last. */
import { quoted } from '@scopegate/contract/quoted'
import { cause, type Draft, draft } from '../draft.ts'
import type { Renamed } from '../moved.ts'
import { servedInstead, takenFrom } from '../shadow.ts'
import { routeKey, type Side, type SideOperation } from '../side.ts'
import { keptOperationDrafts, opens } from './kept-operations.ts'

export function operationDrafts(before: Side, after: Side, renames: readonly Renamed[]): readonly Draft[] {
  const ids = new Map([...after.routes.values()].map((operation) => [operation.id, operation]))
  const homes = new Map([...before.routes.values()].map((operation) => [operation.id, operation]))
  const renamed = new Map(renames.map(({ from, to }) => [from, to]))
  const seen = new Set<string>()
  const drafts: Draft[] = []
  for (const [key, old] of before.routes) {
    const young = after.routes.get(key) ?? ids.get(old.id)
    // An operation that took another's route is told there.
    if (young === undefined || (!after.routes.has(key) && before.routes.has(routeKey(young.row)))) {
      drafts.push(goneDraft(key, old, after))
    } else {
      seen.add(young.id)
      drafts.push(...keptOperationDrafts({ before, after, old, young, renamed, home: homes.get(young.id) }))
    }
  }
  for (const [key, young] of after.routes) if (!seen.has(young.id)) drafts.push(newDraft(key, young, before, after))
  return drafts
}

function goneDraft(key: string, { text }: SideOperation, after: Side): Draft {
  const instead = servedInstead(after, key)
  const then = instead === undefined ? '' : `; its requests go to \`${instead.text}\` then`
  return draft('operation-removed', `\`${text}\` is gone${then}`, { causes: [cause.route(key)] })
}

function newDraft(key: string, { text, row }: SideOperation, before: Side, after: Side): Draft {
  const causes = [cause.route(key)]
  const says = `\`${text}\` is new and needs ${opens(row.access, after.wires)}`
  const losers = takenFrom(before, key).map((each) => each.text)
  if (losers.length === 0) return draft('operation-added', says, { causes })
  const takes = `${says}; it takes requests that went to ${quoted(losers)}`
  return draft('operation-added', takes, { causes, own: 'narrows' })
}
