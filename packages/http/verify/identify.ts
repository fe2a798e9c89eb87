/**
 * From the claims of a verified token to the caller: organization, role and scopes, each checked against the contract.
 *
 * A good token of a person who is not assigned yet is not a bad token: the caller is known and refused (403), with
 * words that say whom to ask.
 */
import { type Contract, clientKinds, indexOf, type NamedClient } from '@scopegate/contract'
import type { Caller, OrgId } from '../caller.ts'
import { parseOrgId } from './org.ts'
import type { Claims } from './token.ts'

/** What is wrong with the assignment of a caller whose token is good. */
export type AssignmentFault = 'org_missing' | 'org_invalid' | 'org_unexpected' | 'role_missing' | 'role_invalid'

/** Who the token is about, for the log. */
export type Identity = Pick<Caller, 'sub' | 'clientId' | 'client' | 'pool'>

export type Identification =
  | { readonly kind: 'verified'; readonly caller: Caller }
  | { readonly kind: 'unassigned'; readonly fault: AssignmentFault; readonly identity: Identity }

/** Claims of a token that passed `checkClaims` for this client. */
export interface VerifiedClaims {
  readonly payload: Claims
  readonly sub: string
  readonly clientId: string
  readonly expiresAt: number
  readonly client: NamedClient
}

const isMachine = (client: NamedClient): client is NamedClient & { readonly kind: 'machine' } =>
  clientKinds[client.kind].subject === 'machine'

const unchangeable = {
  value: () => {
    throw new TypeError('The scopes of a caller cannot be changed')
  },
}

/** A caller is shared by all requests with its token: what one handler does to it, no other may see. */
const fixedSet = Object.create(Set.prototype, {
  add: unchangeable,
  delete: unchangeable,
  clear: unchangeable,
}) as object

function scopesOf(contract: Contract, scope: string | undefined): ReadonlySet<string> {
  const { scopeOfWire } = indexOf(contract)
  const names = new Set<string>()
  for (const wire of (scope ?? '').split(' ')) {
    const name = scopeOfWire(wire)
    if (name !== undefined) names.add(name)
  }
  return Object.setPrototypeOf(names, fixedSet) as typeof names
}

interface Fault {
  readonly fault: AssignmentFault
}

function roleOf(contract: Contract, value: unknown, client: NamedClient): { readonly role: string } | Fault {
  if (value === undefined || value === '') return { fault: 'role_missing' }
  if (typeof value !== 'string' || !indexOf(contract).isRoleOf(client.pool, value)) return { fault: 'role_invalid' }
  // A machine's role is the contract's, or the token was issued under an earlier contract.
  return isMachine(client) && value !== client.role ? { fault: 'role_invalid' } : { role: value }
}

function orgOf(contract: Contract, value: unknown, client: NamedClient): { readonly org: OrgId | undefined } | Fault {
  switch (indexOf(contract).poolNamed(client.pool)?.org) {
    case 'none':
      // An empty one as well: the trigger writes none at all, so that whatever stands there is not its own.
      if (value !== undefined) return { fault: 'org_unexpected' }
      // A machine is bound to an organization, whatever its pool says.
      return isMachine(client) ? { fault: 'org_missing' } : { org: undefined }
    case 'required': {
      if (value === undefined || value === '') return { fault: 'org_missing' }
      const org = parseOrgId(value)
      if (org === undefined || (isMachine(client) && org !== client.org)) return { fault: 'org_invalid' }
      return { org }
    }
    case undefined:
      throw new Error(`The contract has no pool \`${client.pool}\``)
  }
}

/** Builds the caller. The only place where one is made. */
export function identify(contract: Contract, claims: VerifiedClaims): Identification {
  const { payload, sub, clientId, expiresAt, client } = claims
  const identity = { sub, clientId, client: client.name, pool: client.pool }
  const organization = orgOf(contract, payload['org_id'], client)
  if ('fault' in organization) return { kind: 'unassigned', fault: organization.fault, identity }
  const role = roleOf(contract, payload['role'], client)
  if ('fault' in role) return { kind: 'unassigned', fault: role.fault, identity }
  const base = { ...identity, role: role.role, scopes: scopesOf(contract, payload.scope), expiresAt }
  const { org } = organization
  // The cast is where the brand is put on: every field above comes from a verified token and the contract.
  const caller =
    org === undefined ? { ...base, kind: 'unbound' } : { ...base, kind: isMachine(client) ? 'machine' : 'user', org }
  return { kind: 'verified', caller: Object.freeze(caller) as Caller }
}
