/**
 * Rules over single rows of a contract that nobody has checked: their form, and that the names in them refer to something.
 */

import { quoted } from '@scopegate/contract/quoted'
import { onRows } from './rule.ts'
import { repeated } from './shared/repeated.ts'
import { tell, within } from './shared/words.ts'

export const rowRules = onRows({
  RS003: {
    name: 'scope-name-repeated',
    rule: 'A scope’s name stands in one resource server only',
    why: 'An operation names a scope alone. Of two scopes with one name the wrong one could open it.',
    source: 'ADR 0001',
    fix: 'Rename all but one of the scopes, because an operation names a scope alone',
    judge: ({ scopes }) =>
      repeated(
        scopes,
        (same, label) =>
          `${label} stands in several resource servers: ${quoted(same.map(({ resourceServer }) => resourceServer))}`,
      ),
  },
  RS004: {
    name: 'client-name-repeated',
    rule: 'An app client’s name stands in one pool only',
    why: 'Callers are known by their client’s name alone: in logs, in limits, and to whoever revokes at night.',
    source: 'packages/contract/shape.ts',
    fix: 'Rename all but one of the app clients, because callers are known by the name alone',
    judge: ({ clients }) =>
      repeated(
        clients,
        (same, label) => `${label} stands in several pools: ${quoted(same.map(({ pool }) => pool.name))}`,
      ),
  },
  RS005: {
    name: 'role-unknown',
    rule: 'A role that a scope or a pool names exists',
    why: 'A misspelt role grants nothing: the people who should hold the scope are refused, and nothing says why.',
    source: 'ADR 0002',
    fix: 'Correct the role’s name, or add the role to the contract’s `roles`',
    judge: ({ scopes, pools, roles }) =>
      [...scopes, ...pools].map(({ label, place, roles: named }) =>
        named
          .filter((role) => !roles.has(role))
          .map((role) => tell(within(place, 'roles'), `${label} names the role \`${role}\`, which does not exist`)),
      ),
  },
  RS006: {
    name: 'scope-unknown',
    rule: 'A scope that a client or an operation names exists',
    why: 'A misspelt scope drops the operation’s route from every API, and a client’s deployment fails.',
    source: 'aws-facts §J',
    fix: 'Correct the scope’s name, or add the scope to its resource server in the contract',
    judge: ({ clients, operations, scopeNames }) => [
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
  },
})
