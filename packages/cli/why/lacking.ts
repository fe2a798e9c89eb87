/**
 * Why a token does not carry the scope that an operation needs. Neither layer says; the contract knows.
 *
 * @module
 */
import { indexOf } from '@scopegate/contract'
import { scopesOf } from '@scopegate/emulator/gateway/authorizer/index'
import type { Verdict } from '@scopegate/http'
import type { Facts } from './facts.ts'
import { type Reason, reasonNamed } from './reasons.ts'

/** The reason, the most basic first: a token of the wrong kind, or of a caller without assignment, lacks every scope. */
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
