/**
 * RS061: the client directory ties each name to its own client.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

/** Whether the table has exactly these names, each tied to itself. */
export const tiesEach = (table: Readonly<Record<string, string>>, names: readonly string[]): boolean =>
  Object.keys(table).length === names.length && names.every((name) => table[name] === name)

export const clientDirectoryDiffers: TemplateRule = {
  on: 'template',
  id: 'RS061',
  name: 'client-directory-differs',
  severity: 'error',
  rule: 'The client directory that a pool’s token trigger reads ties the name of each of its clients to that client’s id',
  why: 'The token trigger takes a machine’s organization from the name. Tied to another’s id, one partner gets the other’s data.',
  source: 'packages/cdk/identity/client-directory.ts',
  fix: 'Write the directory from the clients themselves, as packages/cdk/identity/client-directory.ts does',
  judge: ({ pools, expected }) =>
    pools.flatMap(({ name, pool: { resource, triggerVersion, directory } }) => {
      const wanted = expected.pools[name]
      // RS042 tells a trigger that is missing or old, which reads none.
      const isRead = wanted !== undefined && triggerVersion === 'V3_0'
      return when(isRead && !tiesEach(directory ?? {}, Object.keys(wanted.clients)), () => [
        inTemplate(resource),
        directory === undefined
          ? `The pool \`${name}\` has no client directory that can be read`
          : `The client directory of the pool \`${name}\` does not tie each client’s name to its own id`,
        'Write the directory from the clients themselves',
      ])
    }),
}
