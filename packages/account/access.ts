/**
 * What a token may do, in words that its holder can act on. Computed from the contract and the caller alone, so it
 * cannot say anything else than the guard does.
 *
 * @module
 */

import type { Caller } from '@scopegate/http/caller'
import { decide } from '@scopegate/http/decide'
import type { PoolName, Role, Scope, WireScope } from '@scopegate/scopes/catalog'
import { operationsOf } from '@scopegate/scopes/exposure'
import { allScopes, wireName } from '@scopegate/scopes/lookup'
import { type Method, type Operation, type OperationId, operations } from '@scopegate/scopes/operations'
import type { ProblemCode } from '@scopegate/scopes/problems'

/** An operation of the pool's API. */
export interface OperationRow {
  readonly id: OperationId
  readonly method: Method
  readonly path: string
}

/** An operation that this token does not open, with what it lacks. */
export interface RefusedOperation extends OperationRow {
  /** The problem that a call would get. */
  readonly code: ProblemCode
  /** The scope that the operation needs, by its short name and as a token carries it. */
  readonly scope: Scope
  readonly wire_scope: WireScope
}

export interface AccessReport {
  readonly kind: Caller['kind']
  /** The app client's name in the catalog. */
  readonly client: string
  readonly pool: PoolName
  /** Absent for callers that belong to no organization. */
  readonly org?: string
  readonly role: Role
  readonly scopes: readonly Scope[]
  /** The operations that the API of the caller's pool carries; other pools' APIs refuse this token altogether. */
  readonly operations: { readonly allowed: readonly OperationRow[]; readonly refused: readonly RefusedOperation[] }
  /** RFC 3339, UTC. */
  readonly expires_at: string
  /** Seconds from now. */
  readonly expires_in: number
}

/** Describes the caller's token at the time `now`, in milliseconds since the epoch. */
export function describeAccess(caller: Caller, now: number): AccessReport {
  const allowed: OperationRow[] = []
  const refused: RefusedOperation[] = []
  for (const id of operationsOf(caller.pool)) {
    const operation: Operation = operations[id]
    const row = { id, method: operation.method, path: operation.path }
    const lack = refusal(operation, caller)
    if (lack === undefined) allowed.push(row)
    else refused.push({ ...row, code: lack.code, scope: lack.scope, wire_scope: wireName(lack.scope) })
  }
  return {
    kind: caller.kind,
    client: caller.client,
    pool: caller.pool,
    ...(caller.kind === 'operator' ? {} : { org: caller.org }),
    role: caller.role,
    scopes: allScopes.map(({ scope }) => scope).filter((scope) => caller.scopes.has(scope)),
    operations: { allowed, refused },
    expires_at: new Date(caller.expiresAt * 1000).toISOString(),
    expires_in: Math.max(0, caller.expiresAt - Math.floor(now / 1000)),
  }
}

/** Any id of the right format: a decision does not depend on which organization a path names. */
const anyOrg = 'org_any'

/** Asks the guard's own decision, so that this page and the guard cannot disagree. */
function refusal(operation: Operation, caller: Caller): { code: ProblemCode; scope: Scope } | undefined {
  if (operation.access.kind === 'public') return undefined
  const decision = decide(operation, { kind: 'verified', caller }, anyOrg)
  return decision.allow ? undefined : { code: decision.code, scope: operation.access.scope }
}
