/**
 * The form of a rule: what it is called, why it exists, and how it judges. One file each beside this one.
 *
 * @module
 */
import type { JudgedTemplate } from './subjects/judged-template.ts'
import type { Rows } from './subjects/rows.ts'
import type { SoundContract } from './subjects/sound-contract.ts'

/** `error` stops `check`; a `warning` is something to decide; a `note` only informs. */
export type Severity = 'error' | 'warning' | 'note'

/** Where a rule was broken. */
export type Place =
  /** Keys down to a row or a field of the contract: `['pools', 'garage', 'clients', 'garage-web', 'org']`. */
  | { readonly in: 'contract'; readonly path: readonly string[] }
  /** A resource of the template, by its place in the construct tree: `Scopegate/garage/Pool/Resource`. */
  | { readonly in: 'template'; readonly resource: string }

/** One breach of a rule. */
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
