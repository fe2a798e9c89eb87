/**
 * What is wrong with a contract, for whoever runs it without the type checker: Node strips types, and a misspelt scope
 * would merely drop a route.
 */
import { judgeRows, rules } from './rules/index.ts'

/**
 * One line for each breach of a rule over the rows: the rule’s id, the row, the rule, and what to do. None when the
 * contract holds together.
 */
export const contractFaults = (contract: unknown): readonly string[] =>
  judgeRows(rules, contract).map(({ rule, cause, fix }) => `${rule.id} ${cause}. ${fix}`)
