/** What changed in the rows of the user pools, their clients left out. */
import { clientKinds } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import type { PoolSpec } from '@scopegate/contract/shape'
import { cause, type Draft, draft } from '../draft.ts'
import { compareLists, compareRows, gainAndLoss, type Kept } from '../rows.ts'
import type { Side } from '../side.ts'

type Pool = PoolSpec<string, string>

export function poolDrafts(before: Side, after: Side): readonly Draft[] {
  const { added, removed, kept } = compareRows(before.contract.pools, after.contract.pools)
  const clientsOf = ({ clients }: Pool) => `the clients ${quoted(Object.keys(clients))}`
  const causes = (name: string, { clients }: Pool) => [cause.pool(name), ...Object.keys(clients).map(cause.client)]
  return [
    ...added.map(({ name, row }) => {
      const says = `The user pool \`${name}\` is new, with ${clientsOf(row)}`
      return draft('pool-added', says, { causes: causes(name, row), own: 'widens' })
    }),
    ...removed.map(({ name, row }) => {
      const says = `The user pool \`${name}\` is gone, with its people and ${clientsOf(row)}`
      return draft('pool-removed', says, { causes: causes(name, row) })
    }),
    ...kept.flatMap(keptDrafts),
  ]
}

const peopleClients = ({ clients }: Pool) =>
  Object.entries(clients).flatMap(([name, { kind }]) => (clientKinds[kind].subject === 'person' ? [name] : []))

function keptDrafts({ name, before, after }: Kept<Pool>): readonly Draft[] {
  const drafts: Draft[] = []
  const causes = [cause.poolSettings(name)]
  if (before.org !== after.org) {
    const says =
      after.org === 'required'
        ? `Callers of the pool \`${name}\` must belong to an organization`
        : `People of the pool \`${name}\` belong to no organization`
    drafts.push(draft('pool-org', says, { causes, own: 'narrows', clients: Object.keys(before.clients) }))
  }
  if (before.description !== after.description) {
    drafts.push(draft('pool-described', `The description of the pool \`${name}\` is another`))
  }
  if (before.mfa !== after.mfa) {
    const isNeeded = after.mfa === 'required'
    const says = isNeeded
      ? `People of the pool \`${name}\` must sign in with a one-time password besides; who has none sets one up first`
      : `People of the pool \`${name}\` may sign in with their password alone`
    drafts.push(draft('pool-mfa', says, { causes, own: isNeeded ? 'narrows' : 'widens' }))
  }
  const { added, removed } = compareLists(before.roles, after.roles)
  const words = gainAndLoss({ added, removed }, 'may issue', 'may no longer issue')
  if (words !== undefined) {
    const ofRoles = [...added, ...removed].map((role) => cause.poolRole(name, role))
    const harm =
      removed.length > 0 ? ({ own: 'narrows', clients: peopleClients(before) } as const) : ({ own: 'widens' } as const)
    drafts.push(draft('pool-roles', `The pool \`${name}\` ${words}`, { causes: ofRoles, ...harm }))
  }
  return drafts
}
