/**
 * Every rule, in the order of their ids. Adding one: its texts in `catalog.json`, its judge in the file of what it judges, a
 * case that breaks it and one that does not (tests ask for all of them).
 */
import { allowanceRowRules, allowanceRules } from './allowances.ts'
import { apiRules } from './apis.ts'
import { appClientRules } from './app-clients.ts'
import { clientRules, heldClientRules } from './clients.ts'
import { formRules } from './forms.ts'
import { functionRules } from './functions.ts'
import { operationRules } from './operations.ts'
import { poolRules } from './pools.ts'
import { quotaRules, templateQuotaRules } from './quotas.ts'
import { resourceRules } from './resources.ts'
import { routeRules } from './routes.ts'
import { rowRules } from './rows.ts'
import type { Rule } from './rule.ts'
import { scopeRules } from './scopes.ts'
import { serviceRules, usedServiceRules } from './services.ts'
import { sessionRules } from './sessions.ts'

export { type Breach, judgeContract, judgeRows, judgeTemplate } from './judge.ts'
export type { Finding, Rule, RuleInfo, Severity } from './rule.ts'
export type { Place } from './shared/words.ts'
export { type SoundContract, soundContract } from './subjects/sound-contract.ts'

export const rules: readonly Rule[] = [
  ...formRules,
  ...rowRules,
  ...clientRules,
  ...heldClientRules,
  ...operationRules,
  ...scopeRules,
  ...sessionRules,
  ...serviceRules,
  ...usedServiceRules,
  ...quotaRules,
  ...templateQuotaRules,
  ...resourceRules,
  ...allowanceRules,
  ...allowanceRowRules,
  ...routeRules,
  ...apiRules,
  ...poolRules,
  ...appClientRules,
  ...functionRules,
].sort((one, other) => one.id.localeCompare(other.id))
