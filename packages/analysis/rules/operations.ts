/**
 * Rules over the contract’s operations.
 *
 * @module
 */

import { quoted } from '@scopegate/contract/quoted'
import { isTable } from '@scopegate/template'
import type { Finding, Rule } from './rule.ts'
import { at, when } from './shared/words.ts'

const nameScope = 'Name the scope that opens it'

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

/** Whether the path is one that an operation may have. */
const isPath = (path: unknown): path is string =>
  typeof path === 'string' && form.test(path) && !dots.test(path) && hasEachOnce(path)

export const operationRules: readonly Rule[] = [
  {
    on: 'rows',
    id: 'RS013',
    name: 'operation-without-scope',
    severity: 'error',
    rule: 'An operation names the one scope that opens it, or says that it is public',
    why: 'Forgotten access must not be open access. A route without a scope lets any token of the pool pass, an ID token too.',
    source: 'ADR 0001, aws-facts §E.1',
    fix: 'Give the operation an `access`: the scope that opens it, or public with its reasons',
    judge: ({ operations }) =>
      operations.flatMap(({ label, path, access, scope }): readonly Finding[] => {
        if (access === undefined) return [{ place: at(...path), cause: `${label} has no \`access\``, fix: nameScope }]
        return access.kind === 'scope' && scope === undefined
          ? [{ place: at(...path, 'access'), cause: `${label} has no \`access.scope\``, fix: nameScope }]
          : []
      }),
  },
  {
    on: 'rows',
    id: 'RS014',
    name: 'public-without-reason',
    severity: 'error',
    rule: 'A public operation says why nobody needs a token, and whether and why the gateway exposes it',
    why: 'Open to everyone is a decision that a reviewer must be able to read.',
    source: 'packages/contract/operation.ts',
    fix: 'Write both reasons in full and say whether the gateway exposes the operation, or require a scope',
    judge: ({ operations }) =>
      operations.flatMap(({ label, path, access }) => {
        if (access?.kind !== 'public') return []
        const place = at(...path, 'access')
        const gateway = isTable(access.gateway) ? access.gateway : {}
        return [
          ...when(lacks(access.reason), () => [
            place,
            `${label} is public without a \`reason\``,
            'Say why nobody needs a token',
          ]),
          ...when(lacks(gateway['reason']), () => [
            place,
            `${label} is public without a \`gateway.reason\``,
            'Say why the gateway exposes it or not',
          ]),
          ...when(typeof gateway['exposed'] !== 'boolean', () => [
            place,
            `${label} is public without \`gateway.exposed\``,
            'Say whether the gateway exposes it',
          ]),
        ]
      }),
  },
  {
    on: 'rows',
    id: 'RS015',
    name: 'public-needs-caller',
    severity: 'error',
    rule: 'A public operation touches no organization’s data and asks nothing of its caller',
    why: 'Nobody looks who calls, so nothing could say whose data it is.',
    source: 'packages/contract/operation.ts',
    fix: 'Require a scope, or choose the tenancy `none` and the callers `everyone`',
    judge: ({ operations }) =>
      operations.flatMap(({ label, path, access, row: { tenancy, callers } }) => {
        if (access?.kind !== 'public') return []
        return [
          ...when(tenancy === 'caller' || tenancy === 'path', () => [
            at(...path, 'tenancy'),
            `${label} is public and acts on an organization`,
            'Require a scope, or choose the tenancy `none`',
          ]),
          ...when(callers === 'people', () => [
            at(...path, 'callers'),
            `${label} is public and for people only, and nobody looks who calls`,
            'Require a scope, or choose `everyone`',
          ]),
        ]
      }),
  },
  {
    on: 'rows',
    id: 'RS016',
    name: 'path-malformed',
    severity: 'error',
    rule: 'A path is explicit: plain segments and `{name}`, each name once, neither greedy nor `$default`, without `..` and a slash at the end',
    why: 'A greedy path catches what no other names, past the scopes. A slash at the end matches nothing at the gateway.',
    source: 'aws-facts §E.4',
    fix: 'Write the path as `/v1/things/{name}`',
    judge: ({ operations }) =>
      operations.flatMap(({ label, path, row }) =>
        when(!isPath(row.path), () => [
          at(...path, 'path'),
          `${label} has a \`path\` of another form than \`/v1/things/{name}\`, or one name twice`,
          'Write it so',
        ]),
      ),
  },
  {
    on: 'rows',
    id: 'RS017',
    name: 'org-in-path',
    severity: 'error',
    rule: 'A path has `{org}` exactly when the operation’s tenancy is `path`',
    why: 'Otherwise a caller could name an organization that is not theirs, or the service would look for one that is not there.',
    source: 'packages/contract/operation.ts',
    fix: 'Choose the tenancy `path`, or take `{org}` out of the path',
    judge: ({ operations }) =>
      operations.flatMap(({ label, path, row }): readonly Finding[] => {
        if (!isPath(row.path)) return []
        // `{ORG}` reads as an organization to everybody but the service.
        const names = row.path.match(/\{org\}/gi) ?? []
        if (names.length > 0 === (row.tenancy === 'path') && names.every((name) => name === '{org}')) return []
        return row.tenancy === 'path'
          ? [
              {
                place: at(...path, 'path'),
                cause: `${label} has the tenancy \`path\`, and its path no \`{org}\`, or another spelling of it`,
                fix: 'Add `{org}`, or choose another tenancy',
              },
            ]
          : [
              {
                place: at(...path, 'path'),
                cause: `${label} has \`${names[0]}\` in its path and not the tenancy \`path\``,
                fix: 'Choose it, or name the parameter otherwise',
              },
            ]
      }),
  },
  {
    on: 'rows',
    id: 'RS018',
    name: 'operation-unreachable',
    severity: 'error',
    rule: 'Some client that an operation does not refuse can hold its scope',
    why: 'The operation would be on no API, or refuse everybody who reaches it. Nobody is told.',
    source: 'packages/contract/contract-index.ts',
    fix: 'Give the scope to a role or a machine of a pool that the operation takes callers from, or drop the operation',
    judge: ({ operations, scopeNames, holdersOf }) =>
      operations.flatMap(({ label, path, access, scope, refuses }) => {
        if (access?.kind !== 'scope' || scope === undefined || !scopeNames.has(scope)) return []
        return when(holdersOf(scope).every(refuses), () => [
          at(...path, 'access'),
          `${label} can be called by nobody: no client that fits may hold \`${scope}\``,
          'Give it to a role or a machine',
        ])
      }),
  },
  {
    on: 'rows',
    id: 'RS019',
    name: 'route-shared',
    severity: 'error',
    rule: 'A method and path belongs to one operation',
    why: 'Parameters’ names do not tell two paths apart, for API Gateway as for us. One of the two would answer for both.',
    source: 'aws-facts §E.4',
    fix: 'Change the method or the path of all but one',
    judge: ({ operations }) => {
      const byRoute = Map.groupBy(operations, ({ row: { method, path } }) =>
        `${method} ${path}`.replaceAll(/\{[^}]*\}/g, '{}'),
      )
      return [...byRoute.values()].flatMap((same): readonly Finding[] => {
        const second = same[1]
        if (second === undefined) return []
        const cause = `The operations ${quoted(same.map(({ name }) => name))} share a method and path`
        return [{ place: at(...second.path), cause, fix: 'Change all but one' }]
      })
    },
  },
]
