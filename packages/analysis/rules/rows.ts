/**
 * Rules over single rows of a contract that nobody has checked: their form, and that the names in them refer to something.
 */

import { quoted } from '@scopegate/contract/quoted'
import { onRows } from './rule.ts'
import { repeated } from './shared/repeated.ts'
import { tell, within } from './shared/words.ts'

export const rowRules = onRows({
  'scope-name-repeated': ({ scopes }) =>
    repeated(
      scopes,
      (same, label) =>
        `${label} stands in several resource servers: ${quoted(same.map(({ resourceServer }) => resourceServer))}`,
    ),
  'client-name-repeated': ({ clients }) =>
    repeated(
      clients,
      (same, label) => `${label} stands in several pools: ${quoted(same.map(({ pool }) => pool.name))}`,
    ),
  'role-unknown': ({ scopes, pools, roles }) =>
    [...scopes, ...pools].map(({ label, place, roles: named }) =>
      named
        .filter((role) => !roles.has(role))
        .map((role) => tell(within(place, 'roles'), `${label} names the role \`${role}\`, which does not exist`)),
    ),
  'scope-unknown': ({ clients, operations, scopeNames }) => [
    clients.map(({ label, place, listed }) =>
      listed
        .filter((scope) => !scopeNames.has(scope))
        .map((scope) => tell(within(place, 'scopes'), `${label} lists the scope \`${scope}\`, which does not exist`)),
    ),
    operations.map(
      ({ label, place, access, scope }) =>
        access?.kind === 'scope' &&
        scope !== undefined &&
        !scopeNames.has(scope) &&
        tell(within(place, 'access'), `${label} requires the scope \`${scope}\`, which does not exist`),
    ),
  ],
})
