/**
 * RS016: an operation's path is explicit.
 *
 * @module
 */
import type { RowRule } from './rule.ts'
import { at, when } from './words.ts'

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
export const isPath = (path: unknown): path is string =>
  typeof path === 'string' && form.test(path) && !dots.test(path) && hasEachOnce(path)

export const pathMalformed: RowRule = {
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
}
