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
  // No error: while a scope is added or removed step by step it opens nothing for a time.
  'scope-opens-nothing': eachSound(
    'scopes',
    ({ scope }, { opens }) => !opens.has(scope),
    ({ scope }) => `The scope \`${scope}\` opens no operation`,
  ),
  'scope-held-by-nobody': ({ scopes, clients }) => {
    const held = union(clients.map(({ holds }) => holds))
    return scopes.map(
      ({ scope, place }) => !held.has(scope) && tell(place, `The scope \`${scope}\` can be held by nobody`),
    )
  },
  'role-orphaned': ({ contract, scopes, clients }) => {
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
  'scope-refused-anyway': ({ clients, opens }) =>
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
  'resource-server-name-refused': ({ contract }) =>
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
  'scope-name-refused': ({ scopes }) =>
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
})
