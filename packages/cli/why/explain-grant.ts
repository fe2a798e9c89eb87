/**
 * Explains what a good token lacks: an organization, a role, a scope.
 *
 * @module
 */
import { clientKinds, type ServingRefusal, servingRefusal } from '@scopegate/contract'
import { type Explanation, list, say } from './explanation.ts'
import type { Facts } from './facts.ts'

const assign = 'set the user’s attributes `custom:org_id` and `custom:role` in Cognito, then sign in again'

/** What is wrong with organization or role. */
export function explainAssignment(
  reason: 'org_missing' | 'org_invalid' | 'org_unexpected' | 'role_missing' | 'role_invalid',
  { client, contract, trusted }: Facts,
): Explanation {
  if (client?.kind === 'machine') {
    return say(
      `The organization or role of the token is not that of \`${client.name}\` in the contract`,
      'get a new token; if it is the same, deploy the contract',
    )
  }
  switch (reason) {
    case 'org_missing':
      return say('The caller has no organization, so that the trigger grants no scope', assign)
    case 'org_invalid':
      return say('The caller’s organization is not a valid id', assign)
    case 'org_unexpected':
      return say(
        'The caller has an organization, and people of this pool must have none',
        'clear the user’s attribute `custom:org_id`, then sign in again',
      )
    case 'role_missing':
      return say('The caller has no role, so that the trigger grants no scope', assign)
    case 'role_invalid':
      return say(
        'The caller’s role is not one of the pool',
        `set \`custom:role\` to one of ${list(contract.pools[trusted?.pool ?? '']?.roles ?? [])}, then sign in again`,
      )
  }
}

/** Why the token does not carry the scope. */
export function explainScope(
  reason: 'scope_without_prefix' | 'scope_not_of_client' | 'scope_not_of_role' | 'scope_not_requested',
  { claims, client, required }: Facts,
): Explanation {
  const { scope = '', wire = '', roles = [] } = required ?? {}
  const name = client?.name ?? ''
  switch (reason) {
    case 'scope_without_prefix':
      return say(`The token carries \`${scope}\` without its resource server`, `ask for \`${wire}\``)
    case 'scope_not_of_client': {
      const mend =
        client?.scopes === 'pool-roles'
          ? `it holds what the roles of its pool may: add one of them to the roles of \`${scope}\` in scopes/catalog.ts`
          : `add \`${scope}\` to its \`scopes\` in scopes/catalog.ts`
      return say(
        `The client \`${name}\` may not hold \`${scope}\``,
        `${mend}, or call what it may: \`scopes matrix --client ${name}\``,
      )
    }
    case 'scope_not_of_role': {
      const role = String(claims?.['role'])
      const others = roles.length === 0 ? 'no role may' : `${list(roles)} may`
      return say(
        `The role \`${role}\` may not hold \`${scope}\`; ${others}`,
        `sign in with a role that may, or add \`${role}\` to the roles of \`${scope}\` in scopes/catalog.ts`,
      )
    }
    case 'scope_not_requested':
      return client !== undefined && !clientKinds[client.kind].asksForScopes
        ? say(`The token is older than the grant of \`${scope}\``, 'sign in again')
        : say(
            `The token could carry \`${scope}\`, but it was not asked for`,
            `ask for \`${wire}\` when you get the token: \`scope=… ${wire}\``,
          )
  }
}

const servings: Readonly<Record<ServingRefusal, Explanation>> = {
  people_only: say('The operation is for people, and this is a machine’s token', 'sign in as a person'),
  org_needed: say(
    'The operation acts on the caller’s own organization, and this caller belongs to none',
    'sign in to a pool that is bound to organizations: see `scopes matrix`',
  ),
  org_in_the_way: say(
    'The operation acts on the organization of the path, and this caller belongs to one',
    'sign in to a pool that is not bound to organizations: see `scopes matrix`',
  ),
}

/** Why a holder of the scope is not served. */
export function explainServing({ client, contract, trusted, operation }: Facts): Explanation {
  const machine = client?.kind === 'machine'
  const org = contract.pools[trusted?.pool ?? '']?.org === 'required'
  const refusal = operation === undefined ? undefined : servingRefusal(operation.operation, { machine, org })
  return servings[refusal ?? 'people_only']
}
