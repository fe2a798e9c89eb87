/**
 * What changed in the rows of the operations.
 *
 * @module
 */
import type { ContractOperation } from '../../contract.ts'
import { cause, type Draft } from '../draft.ts'
import type { Renamed } from '../moved.ts'
import { routeKey, type Side, type SideOperation } from '../side.ts'

type Access = ContractOperation['access']

const opens = (access: Access, wires: ReadonlyMap<string, string>): string =>
  access.kind === 'public' ? 'no token' : `\`${wires.get(access.scope) ?? access.scope}\``

export function operationDrafts(before: Side, after: Side, renames: readonly Renamed[]): readonly Draft[] {
  const ids = new Map([...after.routes.values()].map((operation) => [operation.id, operation]))
  const renamed = new Map(renames.map(({ from, to }) => [from, to]))
  const seen = new Set<string>()
  const drafts: Draft[] = []
  for (const [key, old] of before.routes) {
    const young = after.routes.get(key) ?? ids.get(old.id)
    if (young === undefined) {
      drafts.push({ kind: 'operation-removed', sign: '-', says: `\`${old.text}\` is gone`, causes: [cause.route(key)] })
    } else {
      seen.add(young.id)
      drafts.push(...keptDrafts(before, after, old, young, renamed))
    }
  }
  for (const [key, { id, text, row }] of after.routes) {
    if (seen.has(id)) continue
    drafts.push({
      kind: 'operation-added',
      sign: '+',
      says: `\`${text}\` is new and needs ${opens(row.access, after.wires)}`,
      causes: [cause.route(key)],
    })
  }
  return drafts
}

function keptDrafts(
  before: Side,
  after: Side,
  old: SideOperation,
  young: SideOperation,
  renamed: ReadonlyMap<string, string>,
): readonly Draft[] {
  const drafts: Draft[] = []
  const causes = [...new Set([cause.route(routeKey(old.row)), cause.route(routeKey(young.row))])]
  const add = (kind: Draft['kind'], says: string, more: Partial<Draft> = {}) =>
    drafts.push({ kind, sign: '~', says, causes, ...more })
  const { text } = young
  if (routeKey(old.row) !== routeKey(young.row)) add('operation-route', `\`${old.text}\` is \`${text}\``)
  if (!sameAccess(old.row.access, young.row.access, renamed)) {
    const [was, is] = [opens(old.row.access, before.wires), opens(young.row.access, after.wires)]
    add('operation-access', `\`${text}\` needs ${is} in the place of ${was}`, { clients: carriers(before, old, young) })
  }
  if (old.row.access.kind === 'public' && young.row.access.kind === 'public') {
    const { exposed } = young.row.access.gateway
    if (old.row.access.gateway.exposed !== exposed) {
      add('operation-exposure', `\`${text}\`, which is public, is ${exposed ? 'on' : 'no longer on'} the pools’ APIs`, {
        own: exposed ? 'widens' : 'narrows',
      })
    }
  }
  if (old.row.tenancy !== young.row.tenancy) {
    const whose = { caller: 'the caller’s organization', path: 'the organization in its path', none: 'no organization' }
    // A handler that looks at other data: less for some and more for others, so that a person must decide.
    add('operation-tenancy', `\`${text}\` acts on ${whose[young.row.tenancy]}`, { own: 'narrows' })
  }
  if (old.row.callers !== young.row.callers) {
    add('operation-callers', `\`${text}\` is for ${young.row.callers === 'people' ? 'people only' : 'machines too'}`)
  }
  if (old.row.service !== young.row.service) {
    add('operation-service', `\`${text}\` is served by \`${young.row.service}\``)
  }
  if (old.id !== young.id) add('operation-renamed', `\`${text}\` is \`${young.id}\` in the contract`)
  if (old.row.summary !== young.row.summary) add('operation-described', `The summary of \`${text}\` is another`)
  return drafts
}

/** The app clients whose tokens carry the old scope, where a new one takes its place. */
function carriers({ clients }: Side, { row: old }: SideOperation, { row: young }: SideOperation): readonly string[] {
  const { access } = old
  if (access.kind !== 'scope' || young.access.kind !== 'scope') return []
  return [...clients.values()].flatMap(({ name, holds }) => (holds.has(access.scope) ? [name] : []))
}

/** The same scope under its new name is told once, by the scope. */
function sameAccess(before: Access, after: Access, renamed: ReadonlyMap<string, string>): boolean {
  if (before.kind === 'public' || after.kind === 'public') return before.kind === after.kind
  return before.scope === after.scope || renamed.get(before.scope) === after.scope
}
