/**
 * Faults in the rows of the user pools, their clients left out.
 *
 * @module
 */
import type { UncheckedContract } from '../unchecked.ts'
import { hasRole, unlessOneOf } from './read.ts'

export const poolFaults = (contract: UncheckedContract): readonly string[] =>
  Object.entries(contract.pools).flatMap(([name, { org, mfa, roles, clients }]) => {
    const pool = `The pool \`${name}\``
    return [
      ...unlessOneOf(pool, 'org', org, ['required', 'none']),
      ...unlessOneOf(pool, 'mfa', mfa, ['required', 'optional']),
      ...(roles === undefined ? [`${pool} has no \`roles\`. List the roles that it may issue`] : []),
      ...(roles ?? [])
        .filter((role) => !hasRole(contract, role))
        .map((role) => `${pool} names the role \`${role}\`, which does not exist. Correct it or add the role`),
      ...(clients === undefined ? [`${pool} has no \`clients\`. List its app clients`] : []),
    ]
  })
