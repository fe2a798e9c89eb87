/**
 * The decision: may this request have this operation? Pure, so that its laws can be tested over anything.
 *
 * The order, and why. An odd path was refused before (`path.ts`): no operation is known for it.
 * 1. Identity. A caller whose token is not good must not learn which scope would have been enough.
 * 2. Assignment. Without a role and an organization it is unknown which scopes the caller should have, so "ask your
 *    administrator to assign you" comes before "you lack a scope".
 * 3. Scope.
 * 4. Kind and tenancy, last: what an organization's id looks like, or that one exists, is for holders of the scope.
 *
 * @module
 */
import {
  type Contract,
  indexOf,
  type KitProblemCode,
  type OperationSpec,
  type ServingRefusal,
  servingRefusal,
} from '@scopegate/contract'
import type { Caller, OrgId } from './caller.ts'
import type { AssignmentFault } from './verify/identify.ts'
import { parseOrgId } from './verify/org.ts'
import { type RejectionReason, rejectionDetail } from './verify/rejection.ts'
import type { Verdict } from './verify/verify.ts'

/** What a request brought to prove who it is. */
export type Presented = { readonly kind: 'absent' } | { readonly kind: 'malformed' } | Verdict

/** Stable, for logs and alarms. */
export type DenyReason =
  | RejectionReason
  | AssignmentFault
  | 'token_missing'
  | 'credentials_malformed'
  | 'keys_unavailable'
  | 'scope_insufficient'
  | 'caller_kind'
  | 'org_malformed'
  | 'contract_contradiction'

export type Decision =
  | { readonly allow: true; readonly caller: Caller | undefined; readonly org: OrgId | undefined }
  | {
      readonly allow: false
      readonly reason: DenyReason
      readonly code: KitProblemCode
      readonly detail?: string
      /** The scope that is missing, as a token carries it. */
      readonly scope?: string
    }

/** The one text for an organization that does not exist, so that one which cannot exist answers alike. */
export const orgNotFoundDetail = 'There is no such organization: check the id in the path'

function assignmentDetail(fault: AssignmentFault): string {
  switch (fault) {
    case 'org_missing':
    case 'org_invalid':
      return 'You are not assigned to a valid organization: ask your administrator to assign you, then sign in again'
    case 'org_unexpected':
      return 'You are assigned to an organization, and people of this pool must not be: ask your administrator, then sign in again'
    case 'role_missing':
    case 'role_invalid':
      return 'You have no role that is valid here: ask your administrator to assign you one, then sign in again'
  }
}

function servingDetail(refusal: ServingRefusal): string {
  switch (refusal) {
    case 'people_only':
      return 'This operation is for people: sign in as a person'
    case 'org_needed':
      return 'This operation acts on the caller’s own organization, and you belong to none'
    case 'org_in_the_way':
      return 'This operation is for callers who belong to no organization'
  }
}

/** Whose data it is about, once nothing speaks against serving the caller. A value that no type checker saw allows nothing. */
function decideOrg({ tenancy }: OperationSpec, caller: Caller, orgParameter: string | undefined): Decision {
  const unknown: Decision = { allow: false, reason: 'org_malformed', code: 'not_found', detail: orgNotFoundDetail }
  switch (tenancy) {
    case 'none':
      return { allow: true, caller, org: undefined }
    case 'caller':
      return caller.kind === 'unbound' ? unknown : { allow: true, caller, org: caller.org }
    case 'path': {
      const org = parseOrgId(orgParameter)
      return org === undefined ? unknown : { allow: true, caller, org }
    }
  }
}

function decideServing(operation: OperationSpec, caller: Caller, orgParameter: string | undefined): Decision {
  const refusal = servingRefusal(operation, { machine: caller.kind === 'machine', org: caller.kind !== 'unbound' })
  if (refusal === undefined) return decideOrg(operation, caller, orgParameter)
  return { allow: false, reason: 'caller_kind', code: 'caller_kind_refused', detail: servingDetail(refusal) }
}

function scopeMissing(contract: Contract, required: string): Decision {
  const scope = indexOf(contract).wireName(required)
  const detail = `The token lacks the scope \`${scope}\`: get one that carries it, or ask your administrator for it`
  return { allow: false, reason: 'scope_insufficient', code: 'scope_insufficient', detail, scope }
}

/**
 * Decides.
 *
 * @param org the path's `{org}`, as it came
 * @example
 * const decision = decide(contract, contract.operations.getOrder, await verify(token))
 * if (!decision.allow) throw new Problem(decision.code)
 */
export function decide(contract: Contract, operation: OperationSpec, presented: Presented, org?: string): Decision {
  const { access, tenancy } = operation
  if (access.kind === 'public') {
    // There is no caller whose organization it could be.
    if (tenancy !== 'none') return { allow: false, reason: 'contract_contradiction', code: 'internal' }
    return { allow: true, caller: undefined, org: undefined }
  }
  switch (presented.kind) {
    case 'absent': {
      const detail = 'Send the access token in the header `Authorization: Bearer <access token>`'
      return { allow: false, reason: 'token_missing', code: 'token_missing', detail }
    }
    case 'malformed': {
      const detail = 'Send exactly one `Authorization` header with exactly one Bearer token'
      return { allow: false, reason: 'credentials_malformed', code: 'credentials_malformed', detail }
    }
    case 'unavailable': {
      const detail = 'The keys of the token’s issuer cannot be fetched: keep the token and try again'
      return { allow: false, reason: 'keys_unavailable', code: 'keys_unavailable', detail }
    }
    case 'rejected': {
      const { reason } = presented.rejection
      const code = reason === 'id_token' ? 'id_token_sent' : 'token_rejected'
      return { allow: false, reason, code, detail: rejectionDetail(reason) }
    }
    case 'unassigned': {
      const { fault } = presented
      return { allow: false, reason: fault, code: 'caller_unassigned', detail: assignmentDetail(fault) }
    }
    case 'verified':
      return presented.caller.scopes.has(access.scope)
        ? decideServing(operation, presented.caller, org)
        : scopeMissing(contract, access.scope)
  }
}
