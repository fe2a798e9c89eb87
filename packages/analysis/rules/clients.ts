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
  RS007: {
    name: 'client-scopes-unstated',
    rule: 'A client says which scopes it may hold, a machine one by one',
    why: 'Nothing defaults to open. A machine has no role that would narrow what `pool-roles` gives.',
    source: 'packages/contract/shape.ts',
    fix: 'List the client’s scopes; a client of people may say `pool-roles` instead',
    judge: ({ clients }) =>
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
  },
  RS008: {
    name: 'token-life-impossible',
    rule: 'Tokens live as long as Cognito lets them: access tokens 5 to 1,440 minutes, refresh tokens 1 to 3,650 days',
    why: 'Cognito refuses the app client, and the deployment stops half way.',
    source: 'aws-facts §D.1',
    fix: 'Write a whole number within the limits',
    judge: ({ clients }) =>
      clients.map((client) => [
        judgeLife(client, 'accessTokenMinutes', client.row.accessTokenMinutes, 5, 1440),
        client.row.kind !== 'machine' && judgeLife(client, 'refreshTokenDays', client.row.refreshTokenDays, 1, 3650),
      ]),
  },
  RS009: {
    name: 'redirect-address-unsafe',
    rule: 'The addresses of a client of the sign-in page are exact, and https outside this machine; a native one’s may have a scheme of its own',
    why: 'The authorization code goes there. In the clear, or to an address that somebody else can have, it is read on its way.',
    source: 'RFC 9700, 2.1; RFC 8252, 7',
    fix: 'Write an https address, or one of this machine such as http://127.0.0.1:8790/ or http://localhost:8790/; for a native client also com.example.app:/callback',
    judge: ({ clients }) =>
      clients.map((client) => {
        const { kind, redirectUris, logoutUris } = client.row
        if (!isKind(kind) || !clientKinds[kind].signInPage) return []
        return [
          judgeAddresses(client, kind, 'redirectUris', redirectUris),
          judgeAddresses(client, kind, 'logoutUris', logoutUris),
        ]
      }),
  },
  RS010: {
    name: 'machine-without-org',
    rule: 'A machine belongs to one organization, in a pool that has organizations',
    why: 'Its token names no person. The organization of its row is all that keeps one partner from another’s data.',
    source: 'aws-facts §B.3',
    fix: 'Give the machine an `org`: `org_` and then a-z, 0-9, `_` or `-`',
    judge: ({ clients }) =>
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
  },
  RS011: {
    name: 'machine-role-foreign',
    rule: 'A machine has a role that its pool issues',
    why: 'The services refuse a token whose role is none of the pool’s, so that the machine could call nothing.',
    source: 'packages/contract/shape.ts',
    fix: 'Choose one of the pool’s `roles`, or add the role there',
    judge: eachRow(
      'clients',
      ({ row, pool }) => row.kind === 'machine' && (typeof row.role !== 'string' || !pool.roles.includes(row.role)),
      ({ label, pool }) => `${label} has a \`role\` that its pool \`${pool.name}\` does not issue`,
      'role',
    ),
  },
  RS012: {
    name: 'machine-holds-peoples-scope',
    rule: 'A machine holds no scope that opens an operation to people only',
    why: 'In a machine’s token the scope opens nothing today, and may open much after the next change.',
    source: 'packages/contract/operation.ts',
    fix: 'Take the scope away from the machine, or let the operation’s `callers` be `everyone`',
    judge: ({ clients, operations }) => {
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
  },
})

export const heldClientRules = onContract({
  RS023: {
    name: 'client-holds-nothing',
    severity: 'warning',
    rule: 'An app client can hold a scope',
    why: 'Its tokens are refused everywhere. A forgotten client is one more secret or address that can be abused.',
    source: 'packages/contract/shape.ts',
    fix: 'Give the client a scope that its roles may hold, or remove its row',
    judge: eachSound(
      'clients',
      ({ holds }) => holds.size === 0,
      ({ name }) => `The client \`${name}\` can hold no scope`,
    ),
  },
  RS024: {
    name: 'scope-never-granted',
    rule: 'A client of people lists only scopes that some role of its pool grants',
    why: 'No token of it carries the scope, yet the pool declares it and its API gets the routes: a door that waits for a role.',
    source: 'ADR 0002',
    fix: 'Take the scope from the client’s list, or add a role of its pool to the scope’s `roles`',
    judge: ({ clients }) =>
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
  },
})
