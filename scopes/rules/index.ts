/**
 * Every rule, in the order of their ids. Adding one: a file of its own, a line here, a case that breaks it and one that
 * does not (a test asks for both).
 *
 * @module
 */
import { rowIncomplete } from './rs001-row-incomplete.ts'
import { valueUnknown } from './rs002-value-unknown.ts'
import { scopeNameRepeated } from './rs003-scope-name-repeated.ts'
import { clientNameRepeated } from './rs004-client-name-repeated.ts'
import { roleUnknown } from './rs005-role-unknown.ts'
import { scopeUnknown } from './rs006-scope-unknown.ts'
import { clientScopesUnstated } from './rs007-client-scopes-unstated.ts'
import { tokenLifeImpossible } from './rs008-token-life-impossible.ts'
import { redirectAddressUnsafe } from './rs009-redirect-address-unsafe.ts'
import { machineWithoutOrg } from './rs010-machine-without-org.ts'
import { machineRoleForeign } from './rs011-machine-role-foreign.ts'
import { machineHoldsPeoplesScope } from './rs012-machine-holds-peoples-scope.ts'
import { operationWithoutScope } from './rs013-operation-without-scope.ts'
import { publicWithoutReason } from './rs014-public-without-reason.ts'
import { publicNeedsCaller } from './rs015-public-needs-caller.ts'
import { pathMalformed } from './rs016-path-malformed.ts'
import { orgInPath } from './rs017-org-in-path.ts'
import { operationUnreachable } from './rs018-operation-unreachable.ts'
import { routeShared } from './rs019-route-shared.ts'
import { scopeOpensNothing } from './rs020-scope-opens-nothing.ts'
import { scopeHeldByNobody } from './rs021-scope-held-by-nobody.ts'
import { roleOrphaned } from './rs022-role-orphaned.ts'
import { clientHoldsNothing } from './rs023-client-holds-nothing.ts'
import { scopeNeverGranted } from './rs024-scope-never-granted.ts'
import { scopeRefusedAnyway } from './rs025-scope-refused-anyway.ts'
import { accessTokenLivesLong } from './rs026-access-token-lives-long.ts'
import { resourceServerNameRefused } from './rs027-resource-server-name-refused.ts'
import { scopeNameRefused } from './rs028-scope-name-refused.ts'
import { quotaExceeded } from './rs029-quota-exceeded.ts'
import { quotaNearlyUsed } from './rs030-quota-nearly-used.ts'
import { tokenTooLong } from './rs031-token-too-long.ts'
import { tokenNearlyTooLong } from './rs032-token-nearly-too-long.ts'
import { mfaOptionalForOperators } from './rs033-mfa-optional-for-operators.ts'
import type { Rule } from './rule.ts'

export { type Breach, judgeContract, judgeRows, judgeTemplate } from './judge.ts'
export type { Finding, Place, Rule, RuleInfo, Severity } from './rule.ts'

/** Every rule. */
export const rules: readonly Rule[] = [
  rowIncomplete,
  valueUnknown,
  scopeNameRepeated,
  clientNameRepeated,
  roleUnknown,
  scopeUnknown,
  clientScopesUnstated,
  tokenLifeImpossible,
  redirectAddressUnsafe,
  machineWithoutOrg,
  machineRoleForeign,
  machineHoldsPeoplesScope,
  operationWithoutScope,
  publicWithoutReason,
  publicNeedsCaller,
  pathMalformed,
  orgInPath,
  operationUnreachable,
  routeShared,
  scopeOpensNothing,
  scopeHeldByNobody,
  roleOrphaned,
  clientHoldsNothing,
  scopeNeverGranted,
  scopeRefusedAnyway,
  accessTokenLivesLong,
  resourceServerNameRefused,
  scopeNameRefused,
  quotaExceeded,
  quotaNearlyUsed,
  tokenTooLong,
  tokenNearlyTooLong,
  mfaOptionalForOperators,
]
