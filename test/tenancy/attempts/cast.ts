/**
 * Who takes part in one sequence: organizations that no other sequence uses, those of the partners' machines, and
 * people of every role in each. What an actor may do is computed from the contract, not from what the server says.
 */

import { effectiveScopes, indexOf } from '@scopegate/contract'
import { contract } from '@scopegate/scopes/contract'
import { type MachineName, machine, mint, operator, type Principal, user } from '../../support/principals.ts'
import { aClientId, type Unknown } from './patterns.ts'

/** One caller with its token. */
export interface Actor {
  /** For failure reports, as in `staff of org_s000001a`. */
  readonly name: string
  /** The caller's own organization; operators have none. */
  readonly org: string | undefined
  readonly scopes: ReadonlySet<string>
  /** As the ledger names the caller; a machine's `sub` is the id of its client, which is the issuer's choice. */
  readonly ledgerName: { readonly sub: string | Unknown; readonly client: string }
  /** What an idempotency key is bound to beside organization and operation: the person (or machine) and the client. */
  readonly identity: string
  /** Minted on first use. */
  readonly token: () => Promise<string>
}

/** The organizations of one sequence with their people, and the operator's staff. */
export interface Cast {
  readonly orgs: readonly string[]
  /** An organization that nobody ever opens. */
  readonly never: string
  readonly actor: (role: RolePlayed) => Actor
}

/**
 * A generated choice of an actor. The `mover` has the same `sub` in each organization, as a person has who was moved
 * from one to another. `app` is the owner's own person, signed in through another client.
 */
export interface RolePlayed {
  readonly as: 'owner' | 'staff' | 'viewer' | 'mover' | 'app' | 'machine' | 'operator' | 'support'
  /** Which of the sequence's organizations, modulo their number; operator staff ignore it. */
  readonly of: number
}

/** The organizations that a sequence may draw: two of its own and those that the catalog binds machines to. */
export type OrgChoice = 'first' | 'second' | 'org_acme' | 'org_globex'

const machineOf: Readonly<Record<string, MachineName>> = { org_acme: 'acme-fulfilment', org_globex: 'globex-kiosk' }

function scopesOf(principal: Principal): ReadonlySet<string> {
  const { scopesOfClient, scopesOfRole } = indexOf(contract)
  const role = principal.kind === 'machine' ? 'unlimited' : scopesOfRole(principal.role)
  return new Set(effectiveScopes({ requested: 'as-allowed', client: scopesOfClient(principal.client), role }))
}

function actorOf(name: string, org: string | undefined, principal: Principal): Actor {
  let token: Promise<string> | undefined
  const person = principal.kind === 'machine' ? 'machine' : principal.sub
  return {
    name: org === undefined ? name : `${name} of ${org}`,
    org,
    scopes: scopesOf(principal),
    ledgerName: { sub: principal.kind === 'machine' ? aClientId : principal.sub, client: principal.client },
    identity: `${person}/${principal.client}`,
    token: () => (token ??= mint(principal)),
  }
}

// Signing is what a sequence would spend most of its time on: these are the same in all of them.
const operatorStaff = { operator: actorOf('operator', undefined, operator()), support: support() }
const machines = new Map(
  Object.entries(machineOf).map(([org, name]) => [org, actorOf('machine', org, machine(name))] as const),
)

function support(): Actor {
  return actorOf('support', undefined, operator({ role: 'support' }))
}

function principalOf(as: Exclude<RolePlayed['as'], 'operator' | 'support'>, org: string): Principal {
  switch (as) {
    case 'staff':
    case 'viewer':
      return user({ role: as, org, sub: `${as}-${org}` })
    case 'mover':
      return user({ role: 'owner', org, sub: 'mover' })
    case 'app':
      return user({ role: 'owner', org, sub: `owner-${org}`, client: 'merchant-app' })
    case 'owner':
    // An organization without a machine sends its owner in the machine's place.
    case 'machine':
      return user({ role: 'owner', org, sub: `owner-${org}` })
  }
}

/** Six digits, so that no organization's id is the beginning of another's: ids serve as marks in answers. */
const numbered = (sequence: number, letter: string): string => `org_s${String(sequence).padStart(6, '0')}${letter}`

/** Casts the sequence with this number. */
export function castOf(sequence: number, choices: readonly OrgChoice[]): Cast {
  const orgs = choices.map((choice) => {
    switch (choice) {
      case 'first':
        return numbered(sequence, 'a')
      case 'second':
        return numbered(sequence, 'b')
      case 'org_acme':
      case 'org_globex':
        return choice
    }
  })
  const people = new Map<string, Actor>()
  return {
    orgs,
    never: numbered(sequence, 'n'),
    actor: ({ as, of }) => {
      if (as === 'operator' || as === 'support') return operatorStaff[as]
      const org = orgs[of % orgs.length] ?? ''
      const partner = as === 'machine' ? machines.get(org) : undefined
      const name = `${as} ${org}`
      const actor = partner ?? people.get(name) ?? actorOf(as, org, principalOf(as, org))
      people.set(name, actor)
      return actor
    },
  }
}
