/** Rules over the contract’s scopes, roles and pools. */

import { servingRefusal } from '@scopegate/contract'
import { eachSound, onContract } from './rule.ts'
import { union } from './shared/same.ts'
import { at, tell } from './shared/words.ts'

const identifier = /^[\x21\x23-\x5B\x5D-\x7E]{1,256}$/
const displayName = /^[\w\s+=,.@-]{1,256}$/

const scopeName = /^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/

/** Of a scope as a client lists it: `<identifier>/<scope name>`. */
const longestWire = 256

const isDescription = (text: string) => text.length >= 1 && text.length <= 256

export const scopeRules = onContract({
  RS020: {
    name: 'scope-opens-nothing',
    // No error: while a scope is added or removed step by step it opens nothing for a time.
    severity: 'warning',
    rule: 'A scope opens at least one operation',
    why: 'People hold it and nobody thinks of it, until an operation takes it and opens to all of them at once.',
    source: 'aws-facts §J',
    fix: 'Name the scope in the `access` of an operation, or remove its row',
    judge: eachSound(
      'scopes',
      ({ scope }, { opens }) => !opens.has(scope),
      ({ scope }) => `The scope \`${scope}\` opens no operation`,
    ),
  },
  RS021: {
    name: 'scope-held-by-nobody',
    severity: 'warning',
    rule: 'Some role or machine can hold a scope',
    why: 'No pool declares it, so that no token ever carries it: a row that promises what does not exist.',
    source: 'packages/contract/contract-index.ts',
    fix: 'Give the scope to a role that a pool with people’s clients issues, or to a machine, or remove its row',
    judge: ({ scopes, clients }) => {
      const held = union(clients.map(({ holds }) => holds))
      return scopes.map(
        ({ scope, place }) => !held.has(scope) && tell(place, `The scope \`${scope}\` can be held by nobody`),
      )
    },
  },
  RS022: {
    name: 'role-orphaned',
    severity: 'warning',
    rule: 'A role is issued by a pool, and whoever has it holds a scope or is a machine',
    why: 'A role that nobody can have, or that gives nothing, makes people believe in a difference that is none.',
    source: 'ADR 0002',
    fix: 'Add the role to the `roles` of a pool and give it a scope, or remove its row',
    judge: ({ contract, scopes, clients }) => {
      const issued = new Set(Object.values(contract.pools).flatMap(({ roles }) => roles))
      const granted = new Set(scopes.flatMap(({ roles }) => roles))
      const ofMachines = new Set(clients.flatMap(({ spec }) => (spec.kind === 'machine' ? [spec.role] : [])))
      return Object.keys(contract.roles).map((role) => {
        const place = at('roles', role)
        if (!issued.has(role))
          return tell(
            place,
            `The role \`${role}\` is issued by no pool`,
            'Add it to the `roles` of a pool, or remove its row',
          )
        const isEmpty = !granted.has(role) && !ofMachines.has(role)
        return (
          isEmpty &&
          tell(
            place,
            `The role \`${role}\` may hold no scope, and no machine has it`,
            'Give it a scope, or remove its row',
          )
        )
      })
    },
  },
  RS025: {
    name: 'scope-refused-anyway',
    severity: 'warning',
    rule: 'Whoever may hold a scope can call some operation that it opens',
    why: 'The gateway lets the token pass and the service refuses it, for want of an organization or for having one.',
    source: 'packages/contract/operation.ts',
    fix: 'Take the scope from the roles and machines of that pool, or let an operation of it take their calls',
    judge: ({ clients, opens }) =>
      // Clients of one pool differ in nothing that an operation looks at, save that some are machines.
      [...Map.groupBy(clients, ({ pool, ofPeople }) => `${ofPeople} ${pool}`).values()].map((group) => {
        const [first] = group
        if (first === undefined) return []
        const { pool, poolSpec, ofPeople } = first
        const holder = { machine: !ofPeople, org: poolSpec.org === 'required' }
        return [...union(group.map(({ holds }) => holds))].map((scope) => {
          const opened = opens.get(scope) ?? []
          const isRefused = opened.length > 0 && opened.every((each) => servingRefusal(each, holder) !== undefined)
          const who = `${ofPeople ? 'People' : 'Machines'} of the pool \`${pool}\``
          return (
            isRefused &&
            tell(at('pools', pool), `${who} may hold \`${scope}\`, and every operation that it opens refuses them`)
          )
        })
      }),
  },
  RS027: {
    name: 'resource-server-name-refused',
    rule: 'A resource server’s identifier and name match Cognito’s patterns',
    why: 'Cognito refuses the resource server, and the deployment stops half way.',
    source: 'aws-facts §D.1',
    fix: 'Write an identifier of printable ASCII without blanks, `"` and `\\`, and a name of letters, digits, blanks and `_+=,.@-`; 1 to 256 characters each',
    judge: ({ contract }) =>
      Object.entries(contract.resourceServers).map(([name, spec]) => [
        !identifier.test(name) &&
          tell(
            at('resourceServers', name),
            `The resource server \`${name}\` has an identifier that Cognito refuses`,
            'Write 1 to 256 characters of printable ASCII without blanks, `"` and `\\`',
          ),
        !displayName.test(spec.name) &&
          tell(
            at('resourceServers', name, 'name'),
            `The resource server \`${name}\` has a \`name\` that Cognito refuses`,
            'Write 1 to 256 letters, digits, blanks and `_+=,.@-`',
          ),
      ]),
  },
  RS028: {
    name: 'scope-name-refused',
    rule: 'A scope’s name and description match Cognito’s patterns, and with its resource server it has at most 256 characters',
    why: 'Cognito refuses the resource server or the client, and the deployment stops half way.',
    source: 'aws-facts §D.1',
    fix: 'Write a name of printable ASCII without blanks, `"`, `/` and `\\`, and a description of 1 to 256 characters',
    judge: ({ scopes }) =>
      scopes.map(({ scope, wire, place, description }) => [
        !scopeName.test(scope) &&
          tell(
            place,
            `The scope \`${scope}\` has a name that Cognito refuses`,
            'Write 1 to 256 characters of printable ASCII without blanks, `"`, `/` and `\\`',
          ),
        wire.length > longestWire &&
          tell(
            place,
            `The scope \`${scope}\` has ${wire.length} characters with its resource server, and Cognito takes ${longestWire}`,
            'Shorten its name or the resource server’s',
          ),
        !isDescription(description) &&
          tell(place, `The scope \`${scope}\` has a \`description\` that Cognito refuses`, 'Write 1 to 256 characters'),
      ]),
  },
})
