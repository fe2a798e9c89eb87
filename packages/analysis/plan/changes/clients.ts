/** What changed in the rows of the app clients. */
import { addressesOf, clientKinds } from '@scopegate/contract'
import { sameJson } from '../../same-json.ts'
import { cause, type Draft, draft, settingCauses } from '../draft.ts'
import type { Renamed } from '../moved.ts'
import { compareLists, compareRows, gainAndLoss } from '../rows.ts'
import type { Side, SideClient } from '../side.ts'
import { settingDrafts } from './client-settings.ts'

const nameOf = ({ kind }: SideClient['spec']) => (kind === 'sdk' ? 'SDK' : kind)

/** Everything of a client that came or went with it. */
const whole = ({ name, holds, spec }: SideClient) => [
  cause.client(name),
  ...[...holds].map((scope) => cause.clientScope(name, scope)),
  ...Object.values(addressesOf(spec))
    .flat()
    .map((uri) => cause.clientAddress(name, uri)),
  ...settingCauses(name),
]

export function clientDrafts(before: Side, after: Side, renames: readonly Renamed[]): readonly Draft[] {
  const { added, removed, kept } = compareRows(before.clients, after.clients)
  const renamed = new Map(renames.map(({ from, to }) => [from, to]))
  // A pool that came or went tells of its clients itself.
  const hasPool = (side: Side, pool: string) => Object.hasOwn(side.contract.pools, pool)
  const named = ({ name, spec, pool }: SideClient) => `The ${nameOf(spec)} client \`${name}\` of the pool \`${pool}\``
  return [
    ...added
      .filter(({ row }) => hasPool(before, row.pool))
      .map(({ row }) =>
        draft('client-added', `${named(row)} is new${forOrg(row)}`, { causes: whole(row), own: 'widens' }),
      ),
    ...removed
      .filter(({ row }) => hasPool(after, row.pool))
      .map(({ row }) => draft('client-removed', `${named(row)} is gone`, { causes: whole(row) })),
    ...kept.flatMap(({ before: old, after: young }) => keptDrafts(old, young, renamed)),
  ]
}

/** A client with a secret cannot become one without, or the reverse: another takes its place (aws-facts §J). */
export const hasSecret = ({ spec }: SideClient): boolean => clientKinds[spec.kind].secret

const forOrg = ({ spec }: SideClient) => (spec.kind === 'machine' ? `, for \`${spec.org}\`` : '')

function keptDrafts(old: SideClient, young: SideClient, renamed: ReadonlyMap<string, string>): readonly Draft[] {
  const { name } = young
  const causes = [...whole(old), ...whole(young)]
  const common = { causes, clients: [name] }
  // Whatever else changed with it is told there: nothing of the old client goes on.
  if (old.pool !== young.pool) {
    const says = `The client \`${name}\` belongs to the pool \`${young.pool}\` in the place of \`${old.pool}\``
    return [draft('client-moved', says, common)]
  }
  if (old.spec.kind !== young.spec.kind) {
    const [was, is] = [nameOf(old.spec), nameOf(young.spec)]
    const secret = hasSecret(old) === hasSecret(young) ? '' : ', with another id'
    const says = `The client \`${name}\` is a ${is} client in the place of a ${was} client${secret}`
    return [draft('client-kind', says, common)]
  }
  const scopes = scopeDraft(old, young, renamed)
  return [...(scopes === undefined ? [] : [scopes]), ...settingDrafts(name, old.spec, young.spec)]
}

/** What the client’s own list says. A list that follows the pool’s roles changes with the scopes’ rows, and they tell it. */
function scopeDraft(old: SideClient, young: SideClient, renamed: ReadonlyMap<string, string>): Draft | undefined {
  const [was, is] = [old.spec.scopes, young.spec.scopes]
  if (was === 'pool-roles' && is === 'pool-roles') return undefined
  // Under its new name it is the same scope: the rename tells what that means.
  const held = [...old.holds].map((scope) => renamed.get(scope) ?? scope)
  const { added, removed } = compareLists(held, [...young.holds])
  const { name } = young
  const common = { causes: [...added, ...removed].map((scope) => cause.clientScope(name, scope)), clients: [name] }
  const words = gainAndLoss({ added, removed }, 'may also hold', 'may no longer hold')
  if (words !== undefined) {
    const own = removed.length > 0 ? 'narrows' : 'widens'
    return draft('client-scopes', `The client \`${name}\` ${words}`, { ...common, own })
  }
  if (was !== 'pool-roles' && is !== 'pool-roles') {
    if (sameJson(was, is) || renamed.size > 0) return undefined
    const says = `The scopes of the client \`${name}\` stand in another order`
    return draft('client-scopes', says, { ...common, causes: [cause.clientOrder(name)] })
  }
  const how = is === 'pool-roles' ? 'follow the roles of its pool' : 'are listed one by one'
  return draft('client-scopes', `The scopes of the client \`${name}\` ${how}; today they are the same`, common)
}
