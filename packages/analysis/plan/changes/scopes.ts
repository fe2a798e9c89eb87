/** What changed in the rows of the scopes. */
import { quoted } from '@scopegate/contract/quoted'
import type { ScopeSpec } from '@scopegate/contract/shape'
import { cause, type Draft, draft } from '../draft.ts'
import type { Renamed } from '../moved.ts'
import { compareLists, compareRows, gainAndLoss, type Kept } from '../rows.ts'
import type { Side } from '../side.ts'

interface Placed extends ScopeSpec<string> {
  readonly server: string
  readonly wire: string
}

const placedIn = ({ contract }: Side): ReadonlyMap<string, Placed> =>
  new Map(
    Object.entries(contract.resourceServers).flatMap(([server, { scopes }]) =>
      Object.entries(scopes).map(([scope, row]) => [scope, { ...row, server, wire: `${server}/${scope}` }]),
    ),
  )

/** The scopes that some token carries. */
const heldIn = ({ holders }: Side): ReadonlySet<string> =>
  new Set([...holders.values()].flatMap(({ holder }) => holder.scopes))

/** The app clients whose tokens carry the scope. */
const carriers = ({ clients }: Side, scope: string): readonly string[] =>
  [...clients.values()].flatMap(({ name, holds }) => (holds.has(scope) ? [name] : []))

/** Tokens of before lack the new name, and are refused until they expire. */
const whileOld = (clients: readonly string[]): Pick<Draft, 'own'> => (clients.length > 0 ? { own: 'narrows' } : {})

const forWhom = (roles: readonly string[]) => (roles.length === 0 ? 'for no role' : `for ${quoted(roles)}`)

export function scopeDrafts(before: Side, after: Side, renames: readonly Renamed[]): readonly Draft[] {
  const { added, removed, kept } = compareRows(placedIn(before), placedIn(after))
  const to = new Map(renames.map((each) => [each.from, each.to]))
  const names = new Set(to.values())
  const [heldBefore, heldAfter] = [heldIn(before), heldIn(after)]
  return [
    ...added.flatMap(({ name, row }): readonly Draft[] => {
      if (names.has(name)) return []
      const says = `The scope \`${row.wire}\` is new, risk ${row.risk}, ${forWhom(row.roles)}`
      const own = heldAfter.has(name) ? ({ own: 'widens' } as const) : {}
      return [draft('scope-added', says, { causes: [cause.scope(name)], ...own })]
    }),
    ...removed.map(({ name, row }): Draft => {
      const renamed = to.get(name)
      const common = { causes: [cause.scope(name)], clients: carriers(before, name) }
      if (renamed === undefined) {
        const own = heldBefore.has(name) ? ({ own: 'narrows' } as const) : {}
        return draft('scope-removed', `The scope \`${row.wire}\` is gone`, { ...common, ...own })
      }
      const says = `The scope \`${row.wire}\` is called \`${after.wires.get(renamed) ?? renamed}\``
      const causes = [cause.scope(name), cause.scope(renamed)]
      return draft('scope-renamed', says, { ...common, causes, ...whileOld(common.clients) })
    }),
    ...kept.flatMap((row) => keptDrafts(row, before)),
  ]
}

function keptDrafts({ name, before: was, after: is }: Kept<Placed>, before: Side): readonly Draft[] {
  const drafts: Draft[] = []
  const add = (kind: Draft['kind'], says: string, more: Partial<Draft> = {}) => drafts.push(draft(kind, says, more))
  if (was.server !== is.server) {
    const clients = carriers(before, name)
    const more = { causes: [cause.scope(name)], clients, ...whileOld(clients) }
    add('scope-moved', `The scope \`${was.wire}\` is \`${is.wire}\` in tokens and requests`, more)
  }
  const { added, removed } = compareLists(was.roles, is.roles)
  const words = gainAndLoss({ added, removed }, 'is also for', 'is no longer for')
  if (words !== undefined) {
    const causes = [
      ...[...added, ...removed].map((role) => cause.scopeRole(name, role)),
      ...(added.length > 0 ? [cause.scopeGained(name)] : []),
      ...(removed.length > 0 ? [cause.scopeLost(name)] : []),
    ]
    const own = removed.length > 0 ? 'narrows' : 'widens'
    add('scope-roles', `The scope \`${is.wire}\` ${words}`, { causes, own })
  }
  if (was.risk !== is.risk) {
    add('scope-risk', `The risk of \`${is.wire}\` is ${is.risk} in the place of ${was.risk}`)
  }
  if (was.description !== is.description) {
    add('scope-described', `The description of \`${is.wire}\` is another`, { causes: [cause.scopeText(name)] })
  }
  return drafts
}
