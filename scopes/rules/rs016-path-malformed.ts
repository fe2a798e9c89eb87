/**
 * RS016: an operation's path is explicit.
 *
 * @module
 */
import type { RowRule } from './rule.ts'
import { at, when } from './words.ts'

/** Segments of plain characters or `{name}`; no slash at the end, which API Gateway cannot match. */
const form = /^(?:\/(?:[A-Za-z0-9._~-]+|\{[A-Za-z][A-Za-z0-9]*\}))+$/

/** Whether the path is one that an operation may have. */
export const isPath = (path: unknown): path is string => typeof path === 'string' && form.test(path)

export const pathMalformed: RowRule = {
  on: 'rows',
  id: 'RS016',
  name: 'path-malformed',
  severity: 'error',
  rule: 'A path is explicit: plain segments and `{name}`, neither greedy nor `$default`, without a slash at the end',
  why: 'A greedy path catches what no other names, past the scopes. A slash at the end matches nothing at the gateway.',
  source: 'aws-facts §E.4',
  fix: 'Write the path as `/v1/things/{name}`',
  judge: ({ operations }) =>
    operations.flatMap(({ label, path, row }) =>
      when(!isPath(row.path), () => [
        at(...path, 'path'),
        `${label} has a \`path\` of another form than \`/v1/things/{name}\``,
        'Write it so',
      ]),
    ),
}
