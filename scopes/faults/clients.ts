/**
 * Faults in the rows of the app clients.
 *
 * @module
 */

import { isOrgId } from '../org.ts'
import type { ClientRow, UncheckedContract } from '../unchecked.ts'
import { clientsIn, hasScope, isForPeople, type PlacedClient, quoted, repeated, unlessOneOf } from './read.ts'

export function clientFaults(contract: UncheckedContract): readonly string[] {
  const clients = clientsIn(contract)
  const twice = repeated(clients.map(({ name }) => name)).map((name) => {
    const pools = clients.filter((client) => client.name === name).map(({ pool }) => pool)
    return `The client \`${name}\` stands in several pools: ${quoted(pools)}. Rename all but one, because callers are known by the name alone`
  })
  return [...twice, ...clients.flatMap((client) => rowFaults(contract, client))]
}

function rowFaults(contract: UncheckedContract, placed: PlacedClient): readonly string[] {
  const { row } = placed
  const client = `The client \`${placed.name}\``
  return [
    ...unlessOneOf(client, 'kind', row.kind, ['browser', 'sdk', 'machine']),
    ...listFaults(contract, client, row),
    // Cognito's limits (aws-facts §C).
    ...lifetimeFaults(client, 'accessTokenMinutes', row.accessTokenMinutes, 5, 1440),
    ...(row.kind === 'machine'
      ? [...machineFaults(client, placed), ...peopleScopeFaults(contract, client, row)]
      : peopleFaults(client, row)),
  ]
}

function listFaults(contract: UncheckedContract, client: string, { kind, scopes }: ClientRow): readonly string[] {
  if (typeof scopes === 'string' || scopes === undefined) {
    if (kind === 'machine') return [`${client} is a machine and does not list its \`scopes\`. Name them one by one`]
    return scopes === 'pool-roles'
      ? []
      : [`${client} does not say which \`scopes\` it may hold. List them, or write \`pool-roles\``]
  }
  return scopes
    .filter((scope) => !hasScope(contract, scope))
    .map((scope) => `${client} lists the scope \`${scope}\`, which does not exist. Correct it or add the scope`)
}

const lifetimeFaults = (client: string, field: string, value: number | undefined, least: number, most: number) =>
  value !== undefined && Number.isInteger(value) && value >= least && value <= most
    ? []
    : [`${client} has in \`${field}\` what Cognito refuses. Write a whole number from ${least} to ${most}`]

function machineFaults(client: string, { row, pool, poolRow }: PlacedClient): readonly string[] {
  const { org, role } = row
  return [
    ...(org !== undefined && isOrgId(org)
      ? []
      : [`${client} has an \`org\` that is no organization’s id. Write \`org_\` and then a-z, 0-9, \`_\` or \`-\``]),
    ...(role !== undefined && poolRow.roles?.includes(role)
      ? []
      : [
          `${client} has a \`role\` that its pool \`${pool}\` does not issue. Choose one of its \`roles\`, or add it there`,
        ]),
    ...(poolRow.org === 'none'
      ? [`${client} is a machine, and its pool \`${pool}\` has no organizations. Move it to a pool that has`]
      : []),
  ]
}

/** A scope of people’s operations in a machine’s token opens nothing today, and may open much after the next change. */
function peopleScopeFaults(
  { operations }: UncheckedContract,
  client: string,
  { scopes }: ClientRow,
): readonly string[] {
  return Object.entries(operations).flatMap(([id, row]) => {
    const scope = row.access?.scope
    if (scope === undefined || typeof scopes === 'string' || !scopes?.includes(scope) || !isForPeople(row)) return []
    return [
      `${client} is a machine and lists the scope \`${scope}\`, which opens \`${id}\` to people only. Take it away`,
    ]
  })
}

function peopleFaults(client: string, row: ClientRow): readonly string[] {
  const lifetime = lifetimeFaults(client, 'refreshTokenDays', row.refreshTokenDays, 1, 3650)
  if (row.kind !== 'browser') return lifetime
  return [
    ...lifetime,
    ...(row.identityScopes ?? []).flatMap((scope) =>
      unlessOneOf(client, 'identityScopes', scope, ['openid', 'email', 'profile']),
    ),
    ...uriFaults(client, 'redirectUris', row.redirectUris),
    ...uriFaults(client, 'logoutUris', row.logoutUris),
  ]
}

/** A code sent to another scheme, or in the clear to another machine, could be read on its way. */
const mayReceiveCodes = /^(?:https:\/\/[^/?#]+|http:\/\/localhost(?::\d+)?)(?:[/?][^#]*)?$/

function uriFaults(client: string, field: string, uris: readonly string[] | undefined): readonly string[] {
  if (uris === undefined || uris.length === 0) return [`${client} has no \`${field}\`. List at least one address`]
  return uris
    .filter((uri) => !mayReceiveCodes.test(uri) || !URL.canParse(uri))
    .map(
      (uri) =>
        `${client} has \`${uri}\` among its \`${field}\`. Write an https or http://localhost address without \`#\``,
    )
}
