/** Runs rules and says which were broken where. */
import type { TemplateSystem } from '../deployed/template.ts'
import type { ContractRule, Finding, RowRule, Rule, RuleInfo, TemplateRule } from './rule.ts'
import { judgedTemplate } from './subjects/judged-template.ts'
import { rowsOf } from './subjects/rows.ts'
import type { SoundContract } from './subjects/sound-contract.ts'

export interface Breach extends Finding {
  readonly rule: RuleInfo
}

const breaches = <Subject>(
  rules: readonly (RuleInfo & { readonly judge: (subject: Subject) => readonly Finding[] })[],
  subject: Subject,
): readonly Breach[] => rules.flatMap((rule) => rule.judge(subject).map((finding) => ({ ...finding, rule })))

const isRow = (rule: Rule): rule is RowRule => rule.on === 'rows'
const isContract = (rule: Rule): rule is ContractRule => rule.on === 'contract'
const isTemplate = (rule: Rule): rule is TemplateRule => rule.on === 'template'

/** Judges rows that nobody checked. Never throws. */
export const judgeRows = (rules: readonly Rule[], contract: unknown): readonly Breach[] =>
  breaches(rules.filter(isRow), rowsOf(contract))

export const judgeContract = (rules: readonly Rule[], contract: SoundContract): readonly Breach[] =>
  breaches(rules.filter(isContract), contract)

export const judgeTemplate = (
  rules: readonly Rule[],
  contract: SoundContract,
  template: TemplateSystem,
): readonly Breach[] => breaches(rules.filter(isTemplate), judgedTemplate(contract, template))
