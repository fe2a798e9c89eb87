/**
 * What changed in the rows of the user pools, their clients left out.
 *
 * @module
 */
import { clientKinds } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import type { PoolSpec } from '@scopegate/contract/shape'
import { cause, type Draft } from '../draft.ts'
import { compareLists, compareRows, gainAndLoss, type Kept } from '../rows.ts'
import type { Side } from '../side.ts'

type Pool = PoolSpec<string, string>

export function poolDrafts(before: Side, after: Side): readonly Draft[] {
  const { added, removed, kept } = compareRows(before.contract.pools, after.contract.pools)
  return [
    ...added.map(
      ({ name, row }): Draft => ({
        kind: 'pool-added',
        sign: '+',
        says: `The user pool \`${name}\` is new, with the clients ${quoted(Object.keys(row.clients))}`,
        causes: [cause.pool(name), ...Object.keys(row.clients).map(cause.client)],
        own: 'widens',
      }),
    ),
    ...removed.map(
      ({ name, row }): Draft => ({
        kind: 'pool-removed',
        sign: '-',
        says: `The user pool \`${name}\` is gone, with its people and the clients ${quoted(Object.keys(row.clients))}`,
        causes: [cause.pool(name), ...Object.keys(row.clients).map(cause.client)],
      }),
    ),
    ...kept.flatMap(keptDrafts),
  ]
}

const peopleClients = ({ clients }: Pool) =>
  Object.entries(clients).flatMap(([name, { kind }]) => (clientKinds[kind].subject === 'person' ? [name] : []))

function keptDrafts({ name, before, after }: Kept<Pool>): readonly Draft[] {
  const drafts: Draft[] = []
  if (before.org !== after.org) {
    drafts.push({
      kind: 'pool-org',
      sign: '~',
      says:
        after.org === 'required'
          ? `Callers of the pool \`${name}\` must belong to an organization`
          : `People of the pool \`${name}\` belong to no organization`,
      causes: [cause.poolSettings(name)],
      own: 'narrows',
      clients: Object.keys(before.clients),
    })
  }
  if (before.description !== after.description) {
    const says = `The description of the pool \`${name}\` is another`
    drafts.push({ kind: 'pool-described', sign: '~', says, causes: [] })
  }
  if (before.mfa !== after.mfa) {
    drafts.push({
      kind: 'pool-mfa',
      sign: '~',
      says:
        after.mfa === 'required'
          ? `People of the pool \`${name}\` must sign in with a one-time password besides; who has none sets one up first`
          : `People of the pool \`${name}\` may sign in with their password alone`,
      causes: [cause.poolSettings(name)],
      own: after.mfa === 'required' ? 'narrows' : 'widens',
    })
  }
  const { added, removed } = compareLists(before.roles, after.roles)
  const words = gainAndLoss({ added, removed }, 'may issue', 'may no longer issue')
  if (words !== undefined) {
    drafts.push({
      kind: 'pool-roles',
      sign: '~',
      says: `The pool \`${name}\` ${words}`,
      causes: [...added, ...removed].map((role) => cause.poolRole(name, role)),
      own: removed.length > 0 ? 'narrows' : 'widens',
      clients: removed.length > 0 ? peopleClients(before) : [],
    })
  }
  return drafts
}
