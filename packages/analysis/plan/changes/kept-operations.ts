/** What changed in the row of an operation that stands in both contracts. */
import type { OperationSpec } from '@scopegate/contract'
import { cause, type Draft, draft } from '../draft.ts'
import { isReplaced } from '../operation-breaks.ts'
import { compareLists, gainAndLoss } from '../rows.ts'
import { routeKey, type Side, type SideOperation } from '../side.ts'

type Access = OperationSpec['access']

export const opens = (access: Access, wires: ReadonlyMap<string, string>): string =>
  access.kind === 'public' ? 'no token' : `\`${wires.get(access.scope) ?? access.scope}\``

interface KeptOperation {
  readonly before: Side
  readonly after: Side
  readonly old: SideOperation
  readonly young: SideOperation
  /** Scopes by their old names. */
  readonly renamed: ReadonlyMap<string, string>
  /** Where the young one's id stood before. */
  readonly home: SideOperation | undefined
}

const whose = { caller: 'the caller’s organization', path: 'the organization in its path', none: 'no organization' }

export function keptOperationDrafts({ before, after, old, young, renamed, home }: KeptOperation): readonly Draft[] {
  const drafts: Draft[] = []
  const { text } = young
  const [was, is] = [old.row, young.row]
  const keys = [...new Set([routeKey(was), routeKey(is)])]
  // Only what decides who may call it explains who gains and loses: a better summary takes nothing from anybody.
  const causes = keys.map(cause.route)
  const add = (kind: Draft['kind'], says: string, more: Partial<Draft> = {}) => drafts.push(draft(kind, says, more))
  if (keys.length > 1) add('operation-route', `\`${old.text}\` is \`${text}\``, { causes })
  else if (old.text !== text)
    add('operation-route', `\`${old.text}\` is \`${text}\`, which is the same to callers`, { causes })
  if (isReplaced(before, after, routeKey(is)) && keys.length === 1) {
    const where = home === undefined ? 'is new' : `answered \`${home.text}\``
    const says = `\`${text}\` is answered by \`${young.id}\`, which ${where}`
    add('operation-handler', says, { causes, own: 'narrows' })
  } else if (old.id !== young.id) {
    add('operation-renamed', `\`${text}\` is \`${young.id}\` in the contract`)
  }
  if (!sameAccess(was.access, is.access, renamed)) {
    const clients = carriers(before, was, is)
    const says = `\`${text}\` needs ${opens(is.access, after.wires)} in the place of ${opens(was.access, before.wires)}`
    add('operation-access', says, { causes, clients, ...(clients.length > 0 ? { own: 'narrows' } : {}) })
  }
  if (was.access.kind === 'public' && is.access.kind === 'public') {
    const { exposed } = is.access.gateway
    if (was.access.gateway.exposed !== exposed) {
      const says = `\`${text}\`, which is public, is ${exposed ? 'on' : 'no longer on'} the pools’ APIs`
      add('operation-exposure', says, { causes, own: exposed ? 'widens' : 'narrows' })
    }
  }
  if (was.tenancy !== is.tenancy) {
    // A handler that looks at other data: less for some and more for others, so that a person must decide.
    add('operation-tenancy', `\`${text}\` acts on ${whose[is.tenancy]}`, { causes, own: 'narrows' })
  }
  if (was.callers !== is.callers) {
    add('operation-callers', `\`${text}\` is for ${is.callers === 'people' ? 'people only' : 'machines too'}`)
  }
  if (was.service !== is.service) {
    add('operation-service', `\`${text}\` is served by \`${is.service}\``, { causes: keys.map(cause.routeService) })
  }
  const { added, removed } = compareLists(parameters(was), parameters(is))
  const words = gainAndLoss({ added, removed }, 'also takes', 'no longer takes')
  if (words !== undefined) {
    // A request with a parameter that is not known is refused.
    add('operation-query', `\`${text}\` ${words} in its query`, { own: removed.length > 0 ? 'narrows' : 'widens' })
  }
  if (was.summary !== is.summary) add('operation-described', `The summary of \`${text}\` is another`)
  return drafts
}

const parameters = ({ list, query = [] }: OperationSpec) => [...(list === true ? ['limit', 'cursor'] : []), ...query]

/** The app clients whose tokens carry the old scope, where a new one takes its place. */
function carriers({ clients }: Side, { access: was }: OperationSpec, { access: is }: OperationSpec) {
  if (was.kind !== 'scope' || is.kind !== 'scope') return []
  return [...clients.values()].flatMap(({ name, holds }) => (holds.has(was.scope) ? [name] : []))
}

/** The same scope under its new name is told once, by the scope. */
function sameAccess(before: Access, after: Access, renamed: ReadonlyMap<string, string>): boolean {
  if (before.kind === 'public' || after.kind === 'public') return before.kind === after.kind
  return before.scope === after.scope || renamed.get(before.scope) === after.scope
}
