/**
 * Faults in the rows of the resource servers.
 *
 * @module
 */
import type { UncheckedContract } from '../unchecked.ts'
import { hasRole, quoted, repeated, scopesIn } from './read.ts'

export function scopeFaults(contract: UncheckedContract): readonly string[] {
  const scopes = scopesIn(contract)
  const empty = Object.entries(contract.resourceServers)
    .filter(([, { scopes }]) => scopes === undefined)
    .map(([name]) => `The resource server \`${name}\` has no \`scopes\`. List its scopes`)
  const twice = repeated(scopes.map(({ name }) => name)).map((name) => {
    const servers = scopes.filter((scope) => scope.name === name).map(({ resourceServer }) => resourceServer)
    return `The scope \`${name}\` stands in several resource servers: ${quoted(servers)}. Rename all but one, because an operation names a scope alone`
  })
  const holders = scopes.flatMap(({ name, row: { roles } }) => {
    if (roles === undefined) {
      return [`The scope \`${name}\` has no \`roles\`. List the roles that may hold it; an empty list means no person`]
    }
    return roles
      .filter((role) => !hasRole(contract, role))
      .map(
        (role) => `The scope \`${name}\` names the role \`${role}\`, which does not exist. Correct it or add the role`,
      )
  })
  return [...empty, ...twice, ...holders]
}
