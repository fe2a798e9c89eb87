/**
 * What a token may do, in words that its holder can act on. Computed from the contract and the caller alone, so it
 * cannot say anything else than the guard does.
 */

import { type Contract, indexOf, type Method, type OperationSpec } from '@scopegate/contract'
import { type Caller, decide } from '@scopegate/http'

/** An operation of the pool's API. */
export interface OperationRow {
  readonly id: string
  readonly method: Method
  readonly path: string
}

/** An operation that this token does not open, with what it lacks. */
export interface RefusedOperation extends OperationRow {
  /** The problem that a call would get. */
  readonly code: string
  /** The scope that the operation needs, by its short name and as a token carries it. */
  readonly scope: string
  readonly wire_scope: string
}

export interface AccessReport {
  readonly kind: Caller['kind']
  /** The app client's name in the catalog. */
  readonly client: string
  readonly pool: string
  /** Absent for callers that belong to no organization. */
  readonly org?: string
  readonly role: string
  readonly scopes: readonly string[]
  /** The operations that the API of the caller's pool carries; other pools' APIs refuse this token altogether. */
  readonly operations: { readonly allowed: readonly OperationRow[]; readonly refused: readonly RefusedOperation[] }
  /** RFC 3339, UTC. */
  readonly expires_at: string
  /** Seconds from now. */
  readonly expires_in: number
}

/** Describes the caller's token at the time `now`, in milliseconds since the epoch. */
export function describeAccess(contract: Contract, caller: Caller, now: number): AccessReport {
  const allowed: OperationRow[] = []
  const refused: RefusedOperation[] = []
  const { operationsOf, scopes, wireName } = indexOf(contract)
  for (const { id, operation } of operationsOf(caller.pool)) {
    const row = { id, method: operation.method, path: operation.path }
    const lack = refusal(contract, operation, caller)
    if (lack === undefined) allowed.push(row)
    else refused.push({ ...row, code: lack.code, scope: lack.scope, wire_scope: wireName(lack.scope) })
  }
  return {
    kind: caller.kind,
    client: caller.client,
    pool: caller.pool,
    ...(caller.kind === 'unbound' ? {} : { org: caller.org }),
    role: caller.role,
    scopes: scopes.map(({ scope }) => scope).filter((scope) => caller.scopes.has(scope)),
    operations: { allowed, refused },
    expires_at: new Date(caller.expiresAt * 1000).toISOString(),
    expires_in: Math.max(0, caller.expiresAt - Math.floor(now / 1000)),
  }
}

/** Any id of the right format: a decision does not depend on which organization a path names. */
const anyOrg = 'org_any'

/** Asks the guard's own decision, so that this page and the guard cannot disagree. */
function refusal(
  contract: Contract,
  operation: OperationSpec,
  caller: Caller,
): { code: string; scope: string } | undefined {
  if (operation.access.kind === 'public') return undefined
  const decision = decide(contract, operation, { kind: 'verified', caller }, anyOrg)
  return decision.allow ? undefined : { code: decision.code, scope: operation.access.scope }
}
