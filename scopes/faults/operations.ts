/**
 * Faults in the rows of the operations.
 *
 * @module
 */
import type { OperationRow, UncheckedContract } from '../unchecked.ts'
import { canHold, clientsIn, hasScope, isForPeople, quoted, unlessOneOf } from './read.ts'

export const operationFaults = (contract: UncheckedContract): readonly string[] => [
  ...Object.entries(contract.operations).flatMap(([id, row]) => rowFaults(contract, `The operation \`${id}\``, row)),
  ...twinFaults(contract),
]

function rowFaults(contract: UncheckedContract, operation: string, row: OperationRow): readonly string[] {
  return [
    ...unlessOneOf(operation, 'service', row.service, ['inventory', 'recharge', 'account']),
    ...unlessOneOf(operation, 'method', row.method, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    ...unlessOneOf(operation, 'tenancy', row.tenancy, ['caller', 'path', 'none']),
    ...unlessOneOf(operation, 'callers', row.callers, ['everyone', 'people']),
    ...pathFaults(operation, row),
    ...accessFaults(contract, operation, row),
  ]
}

/** Segments of plain characters or `{name}`; no slash at the end, which API Gateway cannot match. */
const pathForm = /^(?:\/(?:[A-Za-z0-9._~-]+|\{[A-Za-z][A-Za-z0-9]*\}))+$/

function pathFaults(operation: string, { path, tenancy }: OperationRow): readonly string[] {
  if (path === undefined || !pathForm.test(path)) {
    return [`${operation} has a \`path\` of another form than \`/v1/things/{name}\`. Write it so`]
  }
  if (path.includes('{org}') === (tenancy === 'path')) return []
  return tenancy === 'path'
    ? [`${operation} has the tenancy \`path\`, and its path no \`{org}\`. Add \`{org}\`, or choose another tenancy`]
    : [
        `${operation} has \`{org}\` in its path and not the tenancy \`path\`. Choose it, or name the parameter otherwise`,
      ]
}

function accessFaults(contract: UncheckedContract, operation: string, row: OperationRow): readonly string[] {
  const { access } = row
  if (access === undefined) return [`${operation} has no \`access\`. Name the scope that opens it`]
  switch (access.kind) {
    case 'scope':
      return scopeFaults(contract, operation, access.scope, row)
    case 'public':
      return publicFaults(operation, row)
    case undefined:
    default:
      return unlessOneOf(operation, 'access.kind', access.kind, ['scope', 'public'])
  }
}

function scopeFaults(contract: UncheckedContract, operation: string, scope: string | undefined, row: OperationRow) {
  const { tenancy } = row
  if (scope === undefined) return [`${operation} has no \`access.scope\`. Name the scope that opens it`]
  if (!hasScope(contract, scope)) {
    return [`${operation} requires the scope \`${scope}\`, which does not exist. Correct it or add the scope`]
  }
  const callers = clientsIn(contract).filter((client) => {
    const { org } = client.poolRow
    if (tenancy === 'caller' && org === 'none') return false
    if (tenancy === 'path' && org === 'required') return false
    if (client.row.kind === 'machine' && isForPeople(row)) return false
    return canHold(contract, client, scope)
  })
  return callers.length > 0
    ? []
    : [
        `${operation} can be called by nobody: no client that fits may hold \`${scope}\`. Give it to a role or a machine`,
      ]
}

function publicFaults(operation: string, { access, tenancy, callers }: OperationRow): readonly string[] {
  const lacks = (text: string | undefined) => text === undefined || text.trim() === ''
  return [
    ...(lacks(access?.reason) ? [`${operation} is public without a \`reason\`. Say why nobody needs a token`] : []),
    ...(lacks(access?.gateway?.reason)
      ? [`${operation} is public without a \`gateway.reason\`. Say why the gateway exposes it or not`]
      : []),
    ...(access?.gateway?.exposed === undefined
      ? [`${operation} is public without \`gateway.exposed\`. Say whether the gateway exposes it`]
      : []),
    ...(tenancy === 'caller' || tenancy === 'path'
      ? [`${operation} is public and acts on an organization. Require a scope, or choose the tenancy \`none\``]
      : []),
    ...(callers === 'people'
      ? [
          `${operation} is public and for people only, and nobody looks who calls. Require a scope, or choose \`everyone\``,
        ]
      : []),
  ]
}

/** Parameters’ names do not tell two paths apart, for API Gateway as for us. */
function twinFaults({ operations }: UncheckedContract): readonly string[] {
  const byRoute = Map.groupBy(Object.entries(operations), ([, { method, path }]) =>
    `${method} ${path}`.replaceAll(/\{[^}]*\}/g, '{}'),
  )
  return [...byRoute.values()]
    .filter((rows) => rows.length > 1)
    .map((rows) => `The operations ${quoted(rows.map(([id]) => id))} share a method and path. Change all but one`)
}
