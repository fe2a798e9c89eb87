/**
 * Admits a request to an operation or refuses it: reads the credentials, has them verified, has it decided. The same for
 * every framework; nothing of the body is read, and no I/O is done but the fetch of a key set.
 */
import type { Contract, NamedOperation, OperationSpec } from '@scopegate/contract'
import type { Caller, OrgId } from '../caller.ts'
import { decide, type Presented } from '../decide.ts'
import type { DecisionRecord } from '../decision-log.ts'
import { refuseQuery } from '../input/query.ts'
import { Problem } from '../problem.ts'
import { readCredentials } from '../verify/credentials.ts'
import type { Identity } from '../verify/identify.ts'
import type { VerifyToken } from '../verify/verify.ts'

export interface AskedRequest {
  /** One entry for each `Authorization` header. */
  readonly authorization: readonly string[]
  /** The path's `{org}`, as it came. */
  readonly org: string | undefined
  /** With its query. */
  readonly url: string
}

/** For whom, and for which organization's data, the operation runs. */
export interface Admission {
  readonly caller: Caller | undefined
  readonly org: OrgId | undefined
}

/** What comes before a token, as nearly everybody writes it. */
const usual = 'Bearer '

function present(authorization: readonly string[], verify: VerifyToken): Presented | Promise<Presented> {
  const [value] = authorization
  if (value !== undefined && authorization.length === 1 && value.startsWith(usual)) {
    // A token that was verified before was read with all care before.
    const known = verify.known?.(value.slice(usual.length))
    if (known !== undefined) return known
  }
  const credentials = readCredentials(authorization)
  return credentials.kind === 'bearer' ? verify(credentials.token) : { kind: credentials.kind }
}

function noteIdentity(record: DecisionRecord, { sub, clientId, client, pool }: Identity): void {
  record.pool = pool
  record.client = client
  record.clientId = clientId
  record.sub = sub
}

/** Notes of whom the token is about. */
function describe(record: DecisionRecord, presented: Presented): void {
  switch (presented.kind) {
    case 'absent':
    case 'malformed':
      return
    case 'unavailable':
      record.pool = presented.pool
      return
    case 'rejected':
      record.rejection = presented.rejection
      if ('pool' in presented.rejection) record.pool = presented.rejection.pool
      return
    case 'unassigned':
      noteIdentity(record, presented.identity)
      return
    case 'verified':
      noteIdentity(record, presented.caller)
      record.kind = presented.caller.kind
      if (presented.caller.kind !== 'unbound') record.org = presented.caller.org
  }
}

function settle(
  contract: Contract,
  operation: OperationSpec,
  presented: Presented,
  request: AskedRequest,
  record: DecisionRecord,
): Admission {
  describe(record, presented)
  const decision = decide(contract, operation, presented, request.org)
  if (!decision.allow) {
    record.reason = decision.reason
    const { detail, scope } = decision
    throw new Problem(decision.code, {
      ...(detail === undefined ? {} : { detail }),
      ...(scope === undefined ? {} : { scope }),
      ...(presented.kind === 'unavailable' ? { cause: presented.cause } : {}),
    })
  }
  record.decision = 'allow'
  record.reason = decision.caller === undefined ? 'public' : 'scope_held'
  if (decision.org !== undefined) record.org = decision.org
  // Not before the decision: what an operation takes is for those who may have it.
  refuseQuery(operation, request.url)
  return decision
}

/**
 * Admits the request, and notes in the record who was allowed or denied what, and why. A promise only where the verifier
 * has to wait: a public operation and a token that is known are admitted at once.
 *
 * @throws {Problem} when it is refused
 */
export function admit(
  contract: Contract,
  { id, operation }: NamedOperation,
  verify: VerifyToken,
  request: AskedRequest,
  record: DecisionRecord,
): Admission | Promise<Admission> {
  record.operation = id
  record.reason = 'guard_failed'
  if (operation.access.kind === 'public') return settle(contract, operation, { kind: 'absent' }, request, record)
  const presented = present(request.authorization, verify)
  return presented instanceof Promise
    ? presented.then((verdict) => settle(contract, operation, verdict, request, record))
    : settle(contract, operation, presented, request, record)
}
