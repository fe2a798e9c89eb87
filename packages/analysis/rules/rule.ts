/** The form of a rule: what it is called, why it exists, and how it judges. */
import catalog from './catalog.json' with { type: 'json' }
import { breachesIn, type Place, type Said, within } from './shared/words.ts'
import type { JudgedTemplate } from './subjects/judged-template.ts'
import type { Rows } from './subjects/rows.ts'
import type { SoundContract } from './subjects/sound-contract.ts'

/** `error` stops `check`; a `warning` is something to decide; a `note` only informs. */
export type Severity = 'error' | 'warning' | 'note'

export interface Finding {
  readonly place: Place
  /** What is wrong, by name, in one sentence without a final period. */
  readonly cause: string
  /** What to type or change next here, in one sentence without a final period. */
  readonly fix: string
}

/** What a rule says about itself, whatever it judges. */
export interface RuleInfo {
  /** Stable: it never means anything else later. */
  readonly id: `RS${number}`
  /** For people who search: `operation-without-scope`. */
  readonly name: string
  readonly severity: Severity
  /** The rule in one sentence: `An operation names the scope that opens it`. */
  readonly rule: string
  /** What goes wrong when it is broken, in a sentence or two. */
  readonly why: string
  /** Where the rule comes from: a section of docs/aws-facts.md, an RFC, an ADR of ours. */
  readonly source: string
  /** What to do about any breach of it. Stands alone; a finding's own `fix` knows the names besides. */
  readonly fix: string
}

/** Judges rows that no type checker looked at. Broken, nothing else can be computed: the app, `start` and deploy refuse. */
export interface RowRule extends RuleInfo {
  readonly on: 'rows'
  readonly judge: (subject: Rows) => readonly Finding[]
}

/** Judges a contract in which no row rule is broken. */
export interface ContractRule extends RuleInfo {
  readonly on: 'contract'
  readonly judge: (subject: SoundContract) => readonly Finding[]
}

/** Judges a synthesized template beside the contract that it should carry out. */
export interface TemplateRule extends RuleInfo {
  readonly on: 'template'
  readonly judge: (subject: JudgedTemplate) => readonly Finding[]
}

export type Rule = RowRule | ContractRule | TemplateRule

/** What the catalog says of a rule, which is an error unless it says otherwise. */
interface Texts extends Omit<RuleInfo, 'name' | 'severity'> {
  readonly severity?: Severity
}

/** Rules by their names in the catalog. */
const rulesOn =
  <On extends Rule['on'], Subject>(on: On) =>
  (judges: Readonly<Partial<Record<keyof typeof catalog, (subject: Subject) => Said>>>) =>
    Object.entries(judges).map(([name, judge]) => {
      // The casts are safe: the table has these keys, and a test looks at ids and severities.
      const { severity = 'error', ...info } = catalog[name as keyof typeof catalog] as Texts
      const judged = (subject: Subject): readonly Finding[] =>
        breachesIn(judge(subject)).map(({ place, cause, fix = info.fix }) => ({ place, cause, fix }))
      return { ...info, name, severity, on, judge: judged }
    })

export const onRows = rulesOn<'rows', Rows>('rows')
export const onContract = rulesOn<'contract', SoundContract>('contract')
export const onTemplate = rulesOn<'template', JudgedTemplate>('template')

type Lists<Subject> = {
  [List in keyof Subject]: Subject[List] extends readonly { readonly place: Place }[] ? List : never
}[keyof Subject]
type ItemOf<Subject, List extends keyof Subject> = Subject[List] extends readonly (infer Item)[] ? Item : never

const judgeEach =
  <Subject>() =>
  <List extends Lists<Subject>>(
    list: List,
    breaks: (item: ItemOf<Subject, List>, subject: Subject) => boolean,
    cause: (item: ItemOf<Subject, List>) => string,
    field?: string,
  ) =>
  (subject: Subject): Said => {
    // The cast is safe: it is a list of such items.
    const items = subject[list] as readonly (ItemOf<Subject, List> & { readonly place: Place })[]
    return items
      .filter((item) => breaks(item, subject))
      .map((item) => ({ place: field === undefined ? item.place : within(item.place, field), cause: cause(item) }))
  }

/** Judges each row of a list: which break the rule, and what is wrong with one that does, in a field of it or as a whole. */
export const eachRow = judgeEach<Rows>()
export const eachSound = judgeEach<SoundContract>()
export const eachDeployed = judgeEach<JudgedTemplate>()
