/**
 * The decision: may this request have this operation? Pure, so that its laws can be tested over anything.
 *
 * The order, and why. An odd path was refused before (`path.ts`): no operation is known for it.
 * 1. Identity. A caller whose token is not good must not learn which scope would have been enough.
 * 2. Assignment. Without a role and an organization it is unknown which scopes the caller should have, so "ask your
 *    administrator to assign you" comes before "you lack a scope".
 * 3. Scope.
 * 4. Kind and tenancy, last: what an organization's id looks like, or that one exists, is for holders of the scope.
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

const orgInvalid =
  'You are not assigned to a valid organization: ask your administrator to assign you, then sign in again'
const roleInvalid = 'You have no role that is valid here: ask your administrator to assign you one, then sign in again'

const assignmentDetails: Readonly<Record<AssignmentFault, string>> = {
  org_missing: orgInvalid,
  org_invalid: orgInvalid,
  org_unexpected:
    'You are assigned to an organization, and people of this pool must not be: ask your administrator, then sign in again',
  role_missing: roleInvalid,
  role_invalid: roleInvalid,
}

const servingDetails: Readonly<Record<ServingRefusal, string>> = {
  people_only: 'This operation is for people: sign in as a person',
  org_needed: 'This operation acts on the caller’s own organization, and you belong to none',
  org_in_the_way: 'This operation is for callers who belong to no organization',
}

/** What is answered where there is no verdict on a token. */
const unproven = {
  absent: {
    reason: 'token_missing',
    code: 'token_missing',
    detail: 'Send the access token in the header `Authorization: Bearer <access token>`',
  },
  malformed: {
    reason: 'credentials_malformed',
    code: 'credentials_malformed',
    detail: 'Send exactly one `Authorization` header with exactly one Bearer token',
  },
  unavailable: {
    reason: 'keys_unavailable',
    code: 'keys_unavailable',
    detail: 'The keys of the token’s issuer cannot be fetched: keep the token and try again',
  },
} as const

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
  return { allow: false, reason: 'caller_kind', code: 'caller_kind_refused', detail: servingDetails[refusal] }
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
    case 'absent':
    case 'malformed':
    case 'unavailable':
      return { allow: false, ...unproven[presented.kind] }
    case 'rejected': {
      const { reason } = presented.rejection
      const code = reason === 'id_token' ? 'id_token_sent' : 'token_rejected'
      return { allow: false, reason, code, detail: rejectionDetail(reason) }
    }
    case 'unassigned': {
      const { fault } = presented
      return { allow: false, reason: fault, code: 'caller_unassigned', detail: assignmentDetails[fault] }
    }
    case 'verified':
      return presented.caller.scopes.has(access.scope)
        ? decideServing(operation, presented.caller, org)
        : scopeMissing(contract, access.scope)
  }
}
