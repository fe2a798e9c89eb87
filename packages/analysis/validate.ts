/**
 * What is wrong with a contract, for whoever runs it without the type checker: Node strips types, and a misspelt scope
 * would merely drop a route.
 */
import type { Contract } from '@scopegate/contract/contract'
import { type Breach, judgeContract, judgeRows, rules, soundContract } from './rules/index.ts'

/**
 * One line for each breach of a rule over the rows: the rule’s id, the row, the rule, and what to do. None when the
 * contract holds together.
 */
export const contractFaults = (contract: unknown): readonly string[] => judgeRows(rules, contract).map(lineOf)

/** The same for the quotas that a contract without such faults exceeds: its deployment would fail half way. */
export const quotaFaults = (contract: Contract): readonly string[] => {
  const exceeded = rules.filter(({ id }) => id === 'RS029')
  return judgeContract(exceeded, soundContract(contract)).map(lineOf)
}

const lineOf = ({ rule, cause, fix }: Breach): string => `${rule.id} ${cause}. ${fix}`
