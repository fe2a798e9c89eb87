/**
 * The form of a check: a name, what held, or why not with the caller's answer.
 *
 * @module
 */
import type { HttpAnswer } from './answers.ts'
import type { Facts } from './facts.ts'

/** Why a request is refused. Stable: scripts read it from `--json`, and docs/command-line.md explains each. */
export const reasons = [
  'request_too_large',
  'path_undecodable',
  'path_refused',
  'path_unknown',
  'method_unknown',
  'operation_not_exposed',
  'token_missing',
  'not_a_token',
  'algorithm',
  'other_pool',
  'issuer_unknown',
  'key_unknown',
  'signature',
  'foreign_client',
  'foreign_audience',
  'expiry_missing',
  'expired',
  'not_yet_valid',
  'id_token',
  'not_an_access_token',
  'subject',
  'org_missing',
  'org_invalid',
  'org_unexpected',
  'role_missing',
  'role_invalid',
  'scope_without_prefix',
  'scope_not_of_client',
  'scope_not_of_role',
  'scope_not_requested',
  'caller_kind',
  'org_malformed',
] as const

export type Reason = (typeof reasons)[number]

export type Finding =
  | { readonly result: 'held'; readonly says: string }
  /** Nobody could look. */
  | { readonly result: 'unchecked'; readonly says: string }
  | { readonly result: 'failed'; readonly reason: Reason; readonly answer: HttpAnswer }

export interface Check {
  readonly name: string
  readonly look: (facts: Facts) => Finding
}

export const held = (says: string): Finding => ({ result: 'held', says })
export const unchecked = (says: string): Finding => ({ result: 'unchecked', says })
export const failed = (reason: Reason, answer: HttpAnswer): Finding => ({ result: 'failed', reason, answer })
