/**
 * Why a request is refused. Stable: scripts read it from `--json`, and docs/command-line.md explains each.
 *
 * @module
 */

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
  const known = reasons.find((each) => each === reason)
  if (known === undefined) throw new Error(`\`why\` does not know the reason \`${logged}\``)
  return known
}
