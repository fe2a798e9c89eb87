/**
 * What changed in the rows of the app clients.
 *
 * @module
 */
import { cause, type Draft } from '../draft.ts'
import type { Renamed } from '../moved.ts'
import { compareLists, compareRows, gainAndLoss } from '../rows.ts'
import type { Side, SideClient } from '../side.ts'
import { settingDrafts } from './client-settings.ts'

const kinds = { browser: 'browser', sdk: 'SDK', machine: 'machine' } as const

/** Everything of a client that came or went with it. */
const whole = ({ name, holds }: SideClient) => [
  cause.client(name),
  ...[...holds].map((scope) => cause.clientScope(name, scope)),
]

export function clientDrafts(before: Side, after: Side, renames: readonly Renamed[]): readonly Draft[] {
  const { added, removed, kept } = compareRows(before.clients, after.clients)
  const renamed = new Map(renames.map(({ from, to }) => [from, to]))
  // A pool that came or went tells of its clients itself.
  const hasPool = (side: Side, pool: string) => Object.hasOwn(side.contract.pools, pool)
  return [
    ...added
      .filter(({ row }) => hasPool(before, row.pool))
      .map(
        ({ name, row }): Draft => ({
          kind: 'client-added',
          sign: '+',
          says: `The ${kinds[row.spec.kind]} client \`${name}\` of the pool \`${row.pool}\` is new${forOrg(row)}`,
          causes: whole(row),
          own: 'widens',
        }),
      ),
    ...removed
      .filter(({ row }) => hasPool(after, row.pool))
      .map(
        ({ name, row }): Draft => ({
          kind: 'client-removed',
          sign: '-',
          says: `The ${kinds[row.spec.kind]} client \`${name}\` of the pool \`${row.pool}\` is gone`,
          causes: whole(row),
        }),
      ),
    ...kept.flatMap(({ before: old, after: young }) => keptDrafts(old, young, renamed)),
  ]
}

const forOrg = ({ spec }: SideClient) => (spec.kind === 'machine' ? `, for \`${spec.org}\`` : '')

function keptDrafts(old: SideClient, young: SideClient, renamed: ReadonlyMap<string, string>): readonly Draft[] {
  const { name } = young
  const drafts: Draft[] = []
  const add = (kind: Draft['kind'], says: string, causes: Draft['causes'], own?: Draft['own']) =>
    drafts.push({ kind, sign: '~', says, causes, clients: [name], ...(own === undefined ? {} : { own }) })
  if (old.pool !== young.pool) {
    add(
      'client-moved',
      `The client \`${name}\` belongs to the pool \`${young.pool}\` in the place of \`${old.pool}\``,
      [...whole(old), ...whole(young)],
    )
  }
  if (old.spec.kind !== young.spec.kind) {
    const [was, is] = [kinds[old.spec.kind], kinds[young.spec.kind]]
    add('client-kind', `The client \`${name}\` is a ${is} client in the place of a ${was} client`, [
      ...whole(old),
      ...whole(young),
    ])
    return drafts
  }
  const scopes = scopeDraft(old, young, renamed)
  return [...drafts, ...(scopes === undefined ? [] : [scopes]), ...settingDrafts(name, old.spec, young.spec)]
}

/** What the client’s own list says. A list that follows the pool’s roles changes with the scopes’ rows, and they tell it. */
function scopeDraft(old: SideClient, young: SideClient, renamed: ReadonlyMap<string, string>): Draft | undefined {
  const [was, is] = [old.spec.scopes, young.spec.scopes]
  if (was === 'pool-roles' && is === 'pool-roles') return undefined
  // Under its new name it is the same scope: the rename tells what that means.
  const held = [...old.holds].map((scope) => renamed.get(scope) ?? scope)
  const { added, removed } = compareLists(held, [...young.holds])
  const { name } = young
  const causes = [...added, ...removed].map((scope) => cause.clientScope(name, scope))
  const common = { kind: 'client-scopes', sign: '~', causes, clients: [name] } as const
  const words = gainAndLoss({ added, removed }, 'may also hold', 'may no longer hold')
  if (words !== undefined) {
    return { ...common, says: `The client \`${name}\` ${words}`, own: removed.length > 0 ? 'narrows' : 'widens' }
  }
  if (was !== 'pool-roles' && is !== 'pool-roles') return undefined
  const how = is === 'pool-roles' ? 'follow the roles of its pool' : 'are listed one by one'
  return { ...common, says: `The scopes of the client \`${name}\` ${how}; today they are the same` }
}
