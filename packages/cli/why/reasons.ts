/** The one name of a reason, whichever layer refuses for it. */
import { indexOf } from '@scopegate/contract'
import { scopesOf } from '@scopegate/emulator/gateway/authorizer/index'
import type { Verdict } from '@scopegate/http'
import { isReason, type Reason } from './explain.ts'
import type { Facts } from './facts.ts'

/** The kit's reasons that `why` calls otherwise. */
const renamed: Readonly<Record<string, Reason>> = {
  not_found: 'path_unknown',
  method_not_allowed: 'method_unknown',
  credentials_malformed: 'not_a_token',
  oversized: 'request_too_large',
  malformed: 'not_a_token',
  issuer: 'issuer_unknown',
  token_use: 'not_an_access_token',
  client: 'foreign_client',
  audience: 'foreign_audience',
}

/** The reason that the kit would log, by the name that callers of `why` know. */
export function reasonNamed(logged: string): Reason {
  const reason = logged.startsWith('path_') ? 'path_refused' : (renamed[logged] ?? logged)
  if (!isReason(reason)) throw new Error(`\`why\` does not know the reason \`${logged}\``)
  return reason
}

/**
 * Why a token does not carry the scope that an operation needs. Neither layer says; the contract knows. The most basic
 * reason first: a token of the wrong kind, or of a caller without assignment, lacks every scope.
 */
export function whyLacking({ contract, claims = {}, client, required }: Facts, verdict: Verdict): Reason {
  if (verdict.kind === 'rejected') return reasonNamed(verdict.rejection.reason)
  if (verdict.kind === 'unassigned') return verdict.fault
  const scope = required?.scope ?? ''
  if (scopesOf(claims).includes(scope)) return 'scope_without_prefix'
  const { scopesOfClient, scopesOfRole } = indexOf(contract)
  if (!scopesOfClient(client?.name ?? '').includes(scope)) return 'scope_not_of_client'
  // A machine's role narrows nothing.
  const mayHold = client?.kind === 'machine' || scopesOfRole(String(claims['role'])).includes(scope)
  return mayHold ? 'scope_not_requested' : 'scope_not_of_role'
}
