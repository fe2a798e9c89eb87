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
import { resourceUnknown } from './rs034-resource-unknown.ts'
import { resourceMissing } from './rs035-resource-missing.ts'
import { otherDoor } from './rs036-other-door.ts'
import { routeOpen } from './rs037-route-open.ts'
import { routeCatchAll } from './rs038-route-catch-all.ts'
import { routeDiffers } from './rs039-route-differs.ts'
import { authorizerDiffers } from './rs040-authorizer-differs.ts'
import { tokenInAddress } from './rs041-token-in-address.ts'
import { triggerNotV3 } from './rs042-trigger-not-v3.ts'
import { planTooSmall } from './rs043-plan-too-small.ts'
import { mfaDiffers } from './rs044-mfa-differs.ts'
import { attributeWritable } from './rs045-attribute-writable.ts'
import { orgAttributeMutable } from './rs046-org-attribute-mutable.ts'
import { usernamePersonal } from './rs047-username-personal.ts'
import { templateQuotaExceeded } from './rs048-template-quota-exceeded.ts'
import { templateQuotaNearlyUsed } from './rs049-template-quota-nearly-used.ts'
import { resourceServerDiffers } from './rs050-resource-server-differs.ts'
import { clientDiffers } from './rs051-client-differs.ts'
import { implicitFlow } from './rs052-implicit-flow.ts'
import { callbackUnsafe } from './rs053-callback-unsafe.ts'
import { machineFlowMixed } from './rs054-machine-flow-mixed.ts'
import { revocationOff } from './rs055-revocation-off.ts'
import { deployedTokenLife } from './rs056-deployed-token-life.ts'
import { clientBeforeResourceServer } from './rs057-client-before-resource-server.ts'
import { corsWildcard } from './rs058-cors-wildcard.ts'
import { corsDiffers } from './rs059-cors-differs.ts'
import { claimInAccessLog } from './rs060-claim-in-access-log.ts'
import { clientDirectoryDiffers } from './rs061-client-directory-differs.ts'
import { triggerOfOtherPool } from './rs062-trigger-of-other-pool.ts'
import { servicesTrustDiffers } from './rs063-services-trust-differs.ts'
import { templateRewritten } from './rs064-template-rewritten.ts'
import { leftToDeployment } from './rs065-left-to-deployment.ts'
import { variableUnknown } from './rs066-variable-unknown.ts'
import { codeForeign } from './rs067-code-foreign.ts'
import { routeLeadsElsewhere } from './rs068-route-leads-elsewhere.ts'
import { grantTooWide } from './rs069-grant-too-wide.ts'
import { signInForeign } from './rs070-sign-in-foreign.ts'
import { markDiffers } from './rs071-mark-differs.ts'
import { protectionOff } from './rs072-protection-off.ts'
import { stageDiffers } from './rs073-stage-differs.ts'
import { signInWeak } from './rs074-sign-in-weak.ts'
import { operatorsSessionsLong } from './rs075-operators-sessions-long.ts'
import { operatorsChangeThemselves } from './rs076-operators-change-themselves.ts'
import type { Rule } from './rule.ts'

export { type Breach, judgeContract, judgeRows, judgeTemplate } from './judge.ts'
export type { Finding, Place, Rule, RuleInfo, Severity } from './rule.ts'
export { type SoundContract, soundContract } from './subjects/sound-contract.ts'

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
  resourceUnknown,
  resourceMissing,
  otherDoor,
  routeOpen,
  routeCatchAll,
  routeDiffers,
  authorizerDiffers,
  tokenInAddress,
  triggerNotV3,
  planTooSmall,
  mfaDiffers,
  attributeWritable,
  orgAttributeMutable,
  usernamePersonal,
  templateQuotaExceeded,
  templateQuotaNearlyUsed,
  resourceServerDiffers,
  clientDiffers,
  implicitFlow,
  callbackUnsafe,
  machineFlowMixed,
  revocationOff,
  deployedTokenLife,
  clientBeforeResourceServer,
  corsWildcard,
  corsDiffers,
  claimInAccessLog,
  clientDirectoryDiffers,
  triggerOfOtherPool,
  servicesTrustDiffers,
  templateRewritten,
  leftToDeployment,
  variableUnknown,
  codeForeign,
  routeLeadsElsewhere,
  grantTooWide,
  signInForeign,
  markDiffers,
  protectionOff,
  stageDiffers,
  signInWeak,
  operatorsSessionsLong,
  operatorsChangeThemselves,
]
