/**
 * Admits a request to an operation or refuses it: reads the credentials, has them verified, has it decided. The same for
 * every framework; nothing of the body is read, and no I/O is done but the fetch of a key set.
 */
import type { Contract, NamedOperation } from '@scopegate/contract'
import type { Caller, OrgId } from '../caller.ts'
import { decide, type Presented } from '../decide.ts'
import type { DecisionRecord } from '../decision-log.ts'
import { refuseQuery } from '../input/query.ts'
import { Problem } from '../problem.ts'
import { readCredentials } from '../verify/credentials.ts'
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

async function present(authorization: readonly string[], verify: VerifyToken): Promise<Presented> {
  const credentials = readCredentials(authorization)
  return credentials.kind === 'bearer' ? verify(credentials.token) : { kind: credentials.kind }
}

/** What the log says of whom the token is about. */
function describe(presented: Presented): Partial<DecisionRecord> {
  switch (presented.kind) {
    case 'absent':
    case 'malformed':
      return {}
    case 'unavailable':
      return { pool: presented.pool }
    case 'rejected':
      return {
        rejection: presented.rejection,
        ...('pool' in presented.rejection ? { pool: presented.rejection.pool } : {}),
      }
    case 'unassigned': {
      const { sub, clientId, client, pool } = presented.identity
      return { sub, clientId, client, pool }
    }
    case 'verified': {
      const { sub, clientId, client, pool, kind } = presented.caller
      const org = presented.caller.kind === 'unbound' ? {} : { org: presented.caller.org }
      return { sub, clientId, client, pool, kind, ...org }
    }
  }
}

/** Admits the request, and notes in the record who was allowed or denied what, and why. @throws {Problem} when it is refused */
export async function admit(
  contract: Contract,
  { id, operation }: NamedOperation,
  verify: VerifyToken,
  request: AskedRequest,
  record: DecisionRecord,
): Promise<Admission> {
  record.operation = id
  record.reason = 'guard_failed'
  const isPublic = operation.access.kind === 'public'
  const presented: Presented = isPublic ? { kind: 'absent' } : await present(request.authorization, verify)
  Object.assign(record, describe(presented))
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
  record.reason = isPublic ? 'public' : 'scope_held'
  if (decision.org !== undefined) record.org = decision.org
  // Not before the decision: what an operation takes is for those who may have it.
  refuseQuery(operation, request.url)
  return decision
}
