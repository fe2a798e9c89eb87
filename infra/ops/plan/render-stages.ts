/**
 * The safe order as text: who does what, how long to wait, and the rows to write in each step.
 *
 * @module
 */
import type { Contract } from '@scopegate/scopes/contract'
import type { Stage } from '@scopegate/scopes/plan'
import { rowEdits } from './row-edits.ts'

/** @param before the contract that the first step starts from */
export function renderStages(before: Contract, stages: readonly Stage[]): string {
  if (stages.length === 0)
    return 'There is no order in steps that would be safer: the change takes effect in one deployment.'
  let last = before
  const parts = stages.map((stage, index) => {
    const edits = stage.contract === null ? [] : rowEdits(last, stage.contract)
    if (stage.contract !== null) last = stage.contract
    return [
      `${index + 1}. ${stage.title} (${stage.who})`,
      `   ${stage.does}`,
      ...edits.map((line) => `     ${line}`),
      ...(stage.waitMinutes === 0
        ? []
        : [`   When all have done so, wait ${stage.waitMinutes} minutes until no older token is left`]),
    ].join('\n')
  })
  return ['The safe order', ...parts].join('\n\n')
}
