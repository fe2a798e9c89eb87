/** Rules over the contract’s operations. */

import { quoted } from '@scopegate/contract/quoted'
import { isTable } from '@scopegate/template'
import { eachRow, onRows } from './rule.ts'
import { at, tell } from './shared/words.ts'

const lacks = (text: unknown) => typeof text !== 'string' || text.trim() === ''

/** Segments of plain characters or `{name}`; no slash at the end, which API Gateway cannot match. */
const form = /^(?:\/(?:[A-Za-z0-9._~-]+|\{[A-Za-z][A-Za-z0-9]*\}))+$/

/** Segments that a client leaves out or goes up with before it asks (RFC 3986, 5.2.4): the route would never be asked for. */
const dots = /\/\.{1,2}(?:\/|$)/

/** Of two parameters of one name, nobody knows which the service gets. */
function hasEachOnce(path: string): boolean {
  const names = path.match(/\{[^}]+\}/g) ?? []
  return new Set(names).size === names.length
}

const isPath = (path: unknown): path is string =>
  typeof path === 'string' && form.test(path) && !dots.test(path) && hasEachOnce(path)

export const operationRules = onRows({
  RS013: {
    name: 'operation-without-scope',
    rule: 'An operation names the one scope that opens it, or says that it is public',
    why: 'Forgotten access must not be open access. A route without a scope lets any token of the pool pass, an ID token too.',
    source: 'ADR 0001, aws-facts §E.1',
    fix: 'Give the operation an `access`: the scope that opens it, or public with its reasons',
    judge: ({ operations }) =>
      operations.map(({ label, path, access, scope }) => {
        if (access === undefined) return tell(at(...path), `${label} has no \`access\``)
        return (
          access.kind === 'scope' &&
          scope === undefined &&
          tell(at(...path, 'access'), `${label} has no \`access.scope\``)
        )
      }),
  },
  RS014: {
    name: 'public-without-reason',
    rule: 'A public operation says why nobody needs a token, and whether and why the gateway exposes it',
    why: 'Open to everyone is a decision that a reviewer must be able to read.',
    source: 'packages/contract/operation.ts',
    fix: 'Write both reasons in full and say whether the gateway exposes the operation, or require a scope',
    judge: ({ operations }) =>
      operations.map(({ label, path, access }) => {
        if (access?.kind !== 'public') return []
        const place = at(...path, 'access')
        const gateway = isTable(access.gateway) ? access.gateway : {}
        return [
          lacks(access.reason) &&
            tell(place, `${label} is public without a \`reason\``, 'Say why nobody needs a token'),
          lacks(gateway['reason']) &&
            tell(place, `${label} is public without a \`gateway.reason\``, 'Say why the gateway exposes it or not'),
          typeof gateway['exposed'] !== 'boolean' &&
            tell(place, `${label} is public without \`gateway.exposed\``, 'Say whether the gateway exposes it'),
        ]
      }),
  },
  RS015: {
    name: 'public-needs-caller',
    rule: 'A public operation touches no organization’s data and asks nothing of its caller',
    why: 'Nobody looks who calls, so nothing could say whose data it is.',
    source: 'packages/contract/operation.ts',
    fix: 'Require a scope, or choose the tenancy `none` and the callers `everyone`',
    judge: ({ operations }) =>
      operations.map(({ label, path, access, row: { tenancy, callers } }) => {
        if (access?.kind !== 'public') return []
        const [acts, asks] = [tenancy === 'caller' || tenancy === 'path', callers === 'people']
        return [
          acts &&
            tell(
              at(...path, 'tenancy'),
              `${label} is public and acts on an organization`,
              'Require a scope, or choose the tenancy `none`',
            ),
          asks &&
            tell(
              at(...path, 'callers'),
              `${label} is public and for people only, and nobody looks who calls`,
              'Require a scope, or choose `everyone`',
            ),
        ]
      }),
  },
  RS016: {
    name: 'path-malformed',
    rule: 'A path is explicit: plain segments and `{name}`, each name once, neither greedy nor `$default`, without `..` and a slash at the end',
    why: 'A greedy path catches what no other names, past the scopes. A slash at the end matches nothing at the gateway.',
    source: 'aws-facts §E.4',
    fix: 'Write the path as `/v1/things/{name}`',
    judge: eachRow(
      'operations',
      ({ row }) => !isPath(row.path),
      ({ label }) => `${label} has a \`path\` of another form than \`/v1/things/{name}\`, or one name twice`,
      'path',
    ),
  },
  RS017: {
    name: 'org-in-path',
    rule: 'A path has `{org}` exactly when the operation’s tenancy is `path`',
    why: 'Otherwise a caller could name an organization that is not theirs, or the service would look for one that is not there.',
    source: 'packages/contract/operation.ts',
    fix: 'Choose the tenancy `path`, or take `{org}` out of the path',
    judge: ({ operations }) =>
      operations.map(({ label, path, row }) => {
        if (!isPath(row.path)) return []
        // `{ORG}` reads as an organization to everybody but the service.
        const names = row.path.match(/\{org\}/gi) ?? []
        if (names.length > 0 === (row.tenancy === 'path') && names.every((name) => name === '{org}')) return []
        return tell(
          at(...path, 'path'),
          row.tenancy === 'path'
            ? `${label} has the tenancy \`path\`, and its path no \`{org}\`, or another spelling of it`
            : `${label} has \`${names[0]}\` in its path and not the tenancy \`path\``,
        )
      }),
  },
  RS018: {
    name: 'operation-unreachable',
    rule: 'Some client that an operation does not refuse can hold its scope',
    why: 'The operation would be on no API, or refuse everybody who reaches it. Nobody is told.',
    source: 'packages/contract/contract-index.ts',
    fix: 'Give the scope to a role or a machine of a pool that the operation takes callers from, or drop the operation',
    judge: eachRow(
      'operations',
      ({ access, scope, refuses }, { scopeNames, holdersOf }) =>
        access?.kind === 'scope' && scope !== undefined && scopeNames.has(scope) && holdersOf(scope).every(refuses),
      ({ label, scope }) => `${label} can be called by nobody: no client that fits may hold \`${scope}\``,
      'access',
    ),
  },
  RS019: {
    name: 'route-shared',
    rule: 'A method and path belongs to one operation',
    why: 'Parameters’ names do not tell two paths apart, for API Gateway as for us. One of the two would answer for both.',
    source: 'aws-facts §E.4',
    fix: 'Change the method or the path of all but one',
    judge: ({ operations }) => {
      const byRoute = Map.groupBy(operations, ({ row: { method, path } }) =>
        `${String(method)} ${String(path)}`.replaceAll(/\{[^}]*\}/g, '{}'),
      )
      return [...byRoute.values()].map((same) => {
        const cause = `The operations ${quoted(same.map(({ name }) => name))} share a method and path`
        return same.slice(1, 2).map(({ place }) => tell(place, cause))
      })
    },
  },
})
