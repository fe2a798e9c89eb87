/** Rules over the contract’s app clients. */

import { type ClientKind, clientKinds } from '@scopegate/contract'
import { isOrgId } from '@scopegate/contract/org'
import { eachRow, eachSound, onContract, onRows } from './rule.ts'
import { addressFault, shownAddress } from './shared/code-address.ts'
import { at, type Said, tell, within } from './shared/words.ts'
import { isWhole, type PlacedClient, textsIn } from './subjects/rows.ts'

const judgeLife = ({ label, path }: PlacedClient, field: string, value: unknown, least: number, most: number): Said =>
  !isWhole(value, least, most) &&
  tell(
    at(...path, field),
    `${label} has in \`${field}\` what Cognito refuses`,
    `Write a whole number from ${least} to ${most}`,
  )

function judgeAddresses({ label, path }: PlacedClient, kind: ClientKind, field: string, value: unknown): Said {
  const place = at(...path, field)
  const addresses = textsIn(value)
  if (addresses.length === 0) return tell(place, `${label} has no \`${field}\``, 'List at least one address')
  return addresses.map((address) => {
    const fault = addressFault(address, clientKinds[kind].ownDevice)
    return (
      fault !== undefined && tell(place, `${label} has \`${shownAddress(address)}\` among its \`${field}\`: ${fault}`)
    )
  })
}

const isKind = (kind: unknown): kind is ClientKind => typeof kind === 'string' && Object.hasOwn(clientKinds, kind)

export const clientRules = onRows({
  'client-scopes-unstated': ({ clients }) =>
    clients.map(({ label, path, row: { kind, scopes } }) => {
      const place = at(...path, 'scopes')
      if (Array.isArray(scopes)) return []
      if (kind === 'machine')
        return tell(place, `${label} is a machine and does not list its \`scopes\``, 'Name them one by one')
      return (
        scopes !== 'pool-roles' &&
        tell(place, `${label} does not say which \`scopes\` it may hold`, 'List them, or write `pool-roles`')
      )
    }),
  'token-life-impossible': ({ clients }) =>
    clients.map((client) => [
      judgeLife(client, 'accessTokenMinutes', client.row.accessTokenMinutes, 5, 1440),
      client.row.kind !== 'machine' && judgeLife(client, 'refreshTokenDays', client.row.refreshTokenDays, 1, 3650),
    ]),
  'redirect-address-unsafe': ({ clients }) =>
    clients.map((client) => {
      const { kind, redirectUris, logoutUris } = client.row
      if (!isKind(kind) || !clientKinds[kind].signInPage) return []
      return [
        judgeAddresses(client, kind, 'redirectUris', redirectUris),
        judgeAddresses(client, kind, 'logoutUris', logoutUris),
      ]
    }),
  'machine-without-org': ({ clients }) =>
    clients
      .filter(({ row }) => row.kind === 'machine')
      .map(({ label, place, row, pool }) => [
        !('org' in row && typeof row.org === 'string' && isOrgId(row.org)) &&
          tell(within(place, 'org'), `${label} has an \`org\` that is no organization’s id`),
        pool.row.org === 'none' &&
          tell(
            place,
            `${label} is a machine, and its pool \`${pool.name}\` has no organizations`,
            'Move it to a pool that has',
          ),
      ]),
  'machine-role-foreign': eachRow(
    'clients',
    ({ row, pool }) => row.kind === 'machine' && (typeof row.role !== 'string' || !pool.roles.includes(row.role)),
    ({ label, pool }) => `${label} has a \`role\` that its pool \`${pool.name}\` does not issue`,
    'role',
  ),
  'machine-holds-peoples-scope': ({ clients, operations }) => {
    const refused = operations.filter(({ refuses }) => refuses({ machine: true, org: true }))
    const ofPeople = Map.groupBy(refused, ({ scope }) => scope)
    return clients.map(
      ({ label, path, row, listed }) =>
        row.kind === 'machine' &&
        [...new Set(listed)].map((scope) =>
          (ofPeople.get(scope) ?? []).map(({ name }) =>
            tell(
              at(...path, 'scopes'),
              `${label} is a machine and lists the scope \`${scope}\`, which opens \`${name}\` to people only`,
            ),
          ),
        ),
    )
  },
})

export const heldClientRules = onContract({
  'client-holds-nothing': eachSound(
    'clients',
    ({ holds }) => holds.size === 0,
    ({ name }) => `The client \`${name}\` can hold no scope`,
  ),
  'scope-never-granted': ({ clients }) =>
    clients.map(
      ({ pool, name, place, spec, ofPeople, holds }) =>
        ofPeople &&
        spec.scopes !== 'pool-roles' &&
        spec.scopes
          .filter((scope) => !holds.has(scope))
          .map((scope) =>
            tell(
              within(place, 'scopes'),
              `The client \`${name}\` lists the scope \`${scope}\`, which no role of its pool \`${pool}\` grants`,
            ),
          ),
    ),
})
