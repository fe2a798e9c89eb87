/**
 * Rules over the contract’s app clients.
 *
 * @module
 */

import { isOrgId } from '@scopegate/contract/org'
import type { Finding, Rule } from './rule.ts'
import { mayReceiveCodes, shownAddress } from './shared/code-address.ts'
import { at, when } from './shared/words.ts'
import { type PlacedClient, textsIn } from './subjects/rows.ts'

const judgeLife = (
  { label, path }: PlacedClient,
  field: string,
  value: unknown,
  least: number,
  most: number,
): readonly Finding[] =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? []
    : [
        {
          place: at(...path, field),
          cause: `${label} has in \`${field}\` what Cognito refuses`,
          fix: `Write a whole number from ${least} to ${most}`,
        },
      ]

function judgeAddresses({ label, path }: PlacedClient, field: string, value: unknown): readonly Finding[] {
  const place = at(...path, field)
  const addresses = textsIn(value)
  if (addresses.length === 0) {
    return [{ place, cause: `${label} has no \`${field}\``, fix: 'List at least one address' }]
  }
  return addresses
    .filter((address) => !mayReceiveCodes(address))
    .map((address) => ({
      place,
      cause: `${label} has \`${shownAddress(address)}\` among its \`${field}\``,
      fix: 'Write an https or http://localhost address as a browser shows it, without `#`, `*` and `@`',
    }))
}

export const clientRules: readonly Rule[] = [
  {
    on: 'rows',
    id: 'RS007',
    name: 'client-scopes-unstated',
    severity: 'error',
    rule: 'A client says which scopes it may hold, a machine one by one',
    why: 'Nothing defaults to open. A machine has no role that would narrow what `pool-roles` gives.',
    source: 'packages/contract/shape.ts',
    fix: 'List the client’s scopes; a client of people may say `pool-roles` instead',
    judge: ({ clients }) =>
      clients.flatMap(({ label, path, row: { kind, scopes } }): readonly Finding[] => {
        if (Array.isArray(scopes)) return []
        const place = at(...path, 'scopes')
        if (kind === 'machine') {
          return [
            { place, cause: `${label} is a machine and does not list its \`scopes\``, fix: 'Name them one by one' },
          ]
        }
        if (scopes === 'pool-roles') return []
        const cause = `${label} does not say which \`scopes\` it may hold`
        return [{ place, cause, fix: 'List them, or write `pool-roles`' }]
      }),
  },
  {
    on: 'rows',
    id: 'RS008',
    name: 'token-life-impossible',
    severity: 'error',
    rule: 'Tokens live as long as Cognito lets them: access tokens 5 to 1,440 minutes, refresh tokens 1 to 3,650 days',
    why: 'Cognito refuses the app client, and the deployment stops half way.',
    source: 'aws-facts §D.1',
    fix: 'Write a whole number within the limits',
    judge: ({ clients }) =>
      clients.flatMap((client) => [
        ...judgeLife(client, 'accessTokenMinutes', client.row.accessTokenMinutes, 5, 1440),
        ...(client.row.kind === 'machine'
          ? []
          : judgeLife(client, 'refreshTokenDays', client.row.refreshTokenDays, 1, 3650)),
      ]),
  },
  {
    on: 'rows',
    id: 'RS009',
    name: 'redirect-address-unsafe',
    severity: 'error',
    rule: 'A browser client’s addresses are exact, and https outside this machine',
    why: 'The authorization code goes there. In the clear, or to an address that somebody else can have, it is read on its way.',
    source: 'RFC 9700, 2.1',
    fix: 'Write an https address, or http://localhost for work on one machine, as a browser shows it, without `#`, `*` and `@`',
    judge: ({ clients }) =>
      clients.flatMap((client) =>
        client.row.kind === 'browser'
          ? [
              ...judgeAddresses(client, 'redirectUris', client.row.redirectUris),
              ...judgeAddresses(client, 'logoutUris', client.row.logoutUris),
            ]
          : [],
      ),
  },
  {
    on: 'rows',
    id: 'RS010',
    name: 'machine-without-org',
    severity: 'error',
    rule: 'A machine belongs to one organization, in a pool that has organizations',
    why: 'Its token names no person. The organization of its row is all that keeps one partner from another’s data.',
    source: 'aws-facts §B.3',
    fix: 'Give the machine an `org`: `org_` and then a-z, 0-9, `_` or `-`',
    judge: ({ clients }) =>
      clients.flatMap(({ label, path, row, pool }) => {
        if (row.kind !== 'machine') return []
        return [
          ...when(typeof row.org !== 'string' || !isOrgId(row.org), () => [
            at(...path, 'org'),
            `${label} has an \`org\` that is no organization’s id`,
            'Write `org_` and then a-z, 0-9, `_` or `-`',
          ]),
          ...when(pool.row.org === 'none', () => [
            at(...path),
            `${label} is a machine, and its pool \`${pool.name}\` has no organizations`,
            'Move it to a pool that has',
          ]),
        ]
      }),
  },
  {
    on: 'rows',
    id: 'RS011',
    name: 'machine-role-foreign',
    severity: 'error',
    rule: 'A machine has a role that its pool issues',
    why: 'The services refuse a token whose role is none of the pool’s, so that the machine could call nothing.',
    source: 'packages/contract/shape.ts',
    fix: 'Choose one of the pool’s `roles`, or add the role there',
    judge: ({ clients }) =>
      clients.flatMap(({ label, path, row, pool }) =>
        when(row.kind === 'machine' && (typeof row.role !== 'string' || !pool.roles.includes(row.role)), () => [
          at(...path, 'role'),
          `${label} has a \`role\` that its pool \`${pool.name}\` does not issue`,
          'Choose one of its `roles`, or add it there',
        ]),
      ),
  },
  {
    on: 'rows',
    id: 'RS012',
    name: 'machine-holds-peoples-scope',
    severity: 'error',
    rule: 'A machine holds no scope that opens an operation to people only',
    why: 'In a machine’s token the scope opens nothing today, and may open much after the next change.',
    source: 'packages/contract/operation.ts',
    fix: 'Take the scope away from the machine, or let the operation’s `callers` be `everyone`',
    judge: ({ clients, operations }) => {
      const ofPeople = Map.groupBy(
        operations.filter(({ refuses }) => refuses({ machine: true, org: true })),
        ({ scope }) => scope,
      )
      return clients.flatMap(({ label, path, row, listed }) => {
        if (row.kind !== 'machine') return []
        return [...new Set(listed)].flatMap((scope) =>
          (ofPeople.get(scope) ?? []).map(
            ({ name }): Finding => ({
              place: at(...path, 'scopes'),
              cause: `${label} is a machine and lists the scope \`${scope}\`, which opens \`${name}\` to people only`,
              fix: 'Take it away',
            }),
          ),
        )
      })
    },
  },
  {
    on: 'contract',
    id: 'RS023',
    name: 'client-holds-nothing',
    severity: 'warning',
    rule: 'An app client can hold a scope',
    why: 'Its tokens are refused everywhere. A forgotten client is one more secret or address that can be abused.',
    source: 'packages/contract/shape.ts',
    fix: 'Give the client a scope that its roles may hold, or remove its row',
    judge: ({ clients }) =>
      clients.flatMap(({ pool, name, holds }) =>
        when(holds.size === 0, () => [
          at('pools', pool, 'clients', name),
          `The client \`${name}\` can hold no scope`,
          'Give it one, or remove its row',
        ]),
      ),
  },
  {
    on: 'contract',
    id: 'RS024',
    name: 'scope-never-granted',
    severity: 'error',
    rule: 'A client of people lists only scopes that some role of its pool grants',
    why: 'No token of it carries the scope, yet the pool declares it and its API gets the routes: a door that waits for a role.',
    source: 'ADR 0002',
    fix: 'Take the scope from the client’s list, or add a role of its pool to the scope’s `roles`',
    judge: ({ clients }) =>
      clients.flatMap(({ pool, name, spec, ofPeople, holds }) => {
        if (!ofPeople || spec.scopes === 'pool-roles') return []
        return spec.scopes
          .filter((scope) => !holds.has(scope))
          .map(
            (scope): Finding => ({
              place: at('pools', pool, 'clients', name, 'scopes'),
              cause: `The client \`${name}\` lists the scope \`${scope}\`, which no role of its pool \`${pool}\` grants`,
              fix: 'Take it from the list, or add a role of the pool to the scope’s `roles`',
            }),
          )
      }),
  },
]
