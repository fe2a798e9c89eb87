/**
 * The form of a rule: what it is called, why it exists, and how it judges. One file each beside this one.
 *
 * @module
 */

/** `error` stops `check`; a `warning` is something to decide; a `note` only informs. */
export type Severity = 'error' | 'warning' | 'note'

/** Where a rule was broken. */
export type Place =
  /** Keys down to a row or a field of the contract: `['pools', 'merchant', 'clients', 'merchant-web', 'org']`. */
  | { readonly in: 'contract'; readonly path: readonly string[] }
  /** A resource of the template, by its place in the construct tree: `Scopegate/merchant/Pool/Resource`. */
  | { readonly in: 'template'; readonly resource: string }

/** One breach of a rule. */
export interface Finding {
  readonly place: Place
  /** What is wrong, by name, in one sentence without a final period. */
  readonly cause: string
  /** What to type or change next, in one sentence without a final period. */
  readonly fix: string
}

/** A rule over one kind of subject. The id is stable: it never means anything else later. */
export interface Rule<Subject> {
  readonly id: `RS${number}`
  /** For people who search: `operation-without-scope`. */
  readonly name: string
  readonly severity: Severity
  /** The rule in one sentence: `An operation names the scope that opens it`. */
  readonly says: string
  /** What goes wrong when it is broken, in a sentence or two. */
  readonly why: string
  /** Where the rule comes from: a section of docs/aws-facts.md, an RFC, an ADR of ours. */
  readonly source: string
  readonly judge: (subject: Subject) => readonly Finding[]
}
