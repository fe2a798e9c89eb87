/**
 * What changed in the rows of roles and resource servers. What they do to callers shows in the scopes and pools that
 * name them.
 *
 * @module
 */
import { cause, type Draft } from '../draft.ts'
import { compareRows } from '../rows.ts'
import type { Side } from '../side.ts'

export function rowDrafts({ contract: before }: Side, { contract: after }: Side): readonly Draft[] {
  const roles = compareRows(before.roles, after.roles)
  const servers = compareRows(before.resourceServers, after.resourceServers)
  return [
    ...roles.added.map(
      ({ name }): Draft => ({ kind: 'role-added', sign: '+', says: `The role \`${name}\` is new`, causes: [] }),
    ),
    ...roles.removed.map(
      ({ name }): Draft => ({ kind: 'role-removed', sign: '-', says: `The role \`${name}\` is gone`, causes: [] }),
    ),
    ...roles.kept
      .filter((each) => each.before.description !== each.after.description)
      .map(({ name }): Draft => {
        const says = `The description of the role \`${name}\` is another`
        return { kind: 'role-described', sign: '~', says, causes: [] }
      }),
    ...servers.kept
      .filter((each) => each.before.name !== each.after.name)
      .map(({ name }): Draft => {
        const says = `The display name of the resource server \`${name}\` is another`
        return { kind: 'resource-server-named', sign: '~', says, causes: [cause.server(name)] }
      }),
  ]
}
