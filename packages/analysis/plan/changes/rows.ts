/**
 * What changed in the rows of roles and resource servers. What they do to callers shows in the scopes and pools that
 * name them.
 */
import { cause, type Draft, draft } from '../draft.ts'
import { compareRows } from '../rows.ts'
import type { Side } from '../side.ts'

export function rowDrafts({ contract: before }: Side, { contract: after }: Side): readonly Draft[] {
  const roles = compareRows(before.roles, after.roles)
  const servers = compareRows(before.resourceServers, after.resourceServers)
  return [
    ...roles.added.map(({ name }) => draft('role-added', `The role \`${name}\` is new`)),
    ...roles.removed.map(({ name }) => draft('role-removed', `The role \`${name}\` is gone`)),
    ...roles.kept
      .filter((each) => each.before.description !== each.after.description)
      .map(({ name }) => draft('role-described', `The description of the role \`${name}\` is another`)),
    ...servers.kept
      .filter((each) => each.before.name !== each.after.name)
      .map(({ name }) => {
        const says = `The display name of the resource server \`${name}\` is another`
        return draft('resource-server-named', says, { causes: [cause.server(name)] })
      }),
  ]
}
