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
  'operation-without-scope': ({ operations }) =>
    operations.map(({ label, path, access, scope }) => {
      if (access === undefined) return tell(at(...path), `${label} has no \`access\``)
      return (
        access.kind === 'scope' &&
        scope === undefined &&
        tell(at(...path, 'access'), `${label} has no \`access.scope\``)
      )
    }),
  'public-without-reason': ({ operations }) =>
    operations.map(({ label, path, access }) => {
      if (access?.kind !== 'public') return []
      const place = at(...path, 'access')
      const gateway = isTable(access.gateway) ? access.gateway : {}
      return [
        lacks(access.reason) && tell(place, `${label} is public without a \`reason\``, 'Say why nobody needs a token'),
        lacks(gateway['reason']) &&
          tell(place, `${label} is public without a \`gateway.reason\``, 'Say why the gateway exposes it or not'),
        typeof gateway['exposed'] !== 'boolean' &&
          tell(place, `${label} is public without \`gateway.exposed\``, 'Say whether the gateway exposes it'),
      ]
    }),
  'public-needs-caller': ({ operations }) =>
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
  'path-malformed': eachRow(
    'operations',
    ({ row }) => !isPath(row.path),
    ({ label }) => `${label} has a \`path\` of another form than \`/v1/things/{name}\`, or one name twice`,
    'path',
  ),
  'org-in-path': ({ operations }) =>
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
  'operation-unreachable': eachRow(
    'operations',
    ({ access, scope, refuses }, { scopeNames, holdersOf }) =>
      access?.kind === 'scope' && scope !== undefined && scopeNames.has(scope) && holdersOf(scope).every(refuses),
    ({ label, scope }) => `${label} can be called by nobody: no client that fits may hold \`${scope}\``,
    'access',
  ),
  'route-shared': ({ operations }) => {
    const byRoute = Map.groupBy(operations, ({ row: { method, path } }) =>
      `${String(method)} ${String(path)}`.replaceAll(/\{[^}]*\}/g, '{}'),
    )
    return [...byRoute.values()].map((same) => {
      const cause = `The operations ${quoted(same.map(({ name }) => name))} share a method and path`
      return same.slice(1, 2).map(({ place }) => tell(place, cause))
    })
  },
})
