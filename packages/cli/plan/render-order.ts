/** The safe order as text: who does what, how long to wait, and the rows to write in each step. */

import type { SafeOrder, Step } from '@scopegate/analysis/plan/index'
import type { Contract } from '@scopegate/contract/contract'
import { rowEdits } from './row-edits.ts'

/** From the contract before the first step; `whole` with the rows, or the titles alone. */
export function renderOrder(before: Contract, { steps, noneBecause }: SafeOrder, whole: boolean): string {
  if (noneBecause !== null) return `There is no safe order in steps\n\n  ${noneBecause}`
  if (steps.length === 0)
    return 'There is no order in steps that would be safer: the change takes effect in one deployment.'
  if (!whole) {
    const titles = steps.map(({ title, who }, index) => `  ${index + 1}. ${title} (${who})`)
    return ['The safe order', '', ...titles].join('\n')
  }
  let last = before
  const parts = steps.map((step, index) => {
    const edits = step.contract === null ? [] : rowEdits(last, step.contract)
    if (step.contract !== null) last = step.contract
    return [
      `${index + 1}. ${step.title} (${step.who})`,
      `   ${step.does}`,
      ...edits.map((line) => `     ${line}`),
      ...wait(step),
    ].join('\n')
  })
  return ['The safe order', ...parts].join('\n\n')
}

const minutesADay = 24 * 60

function wait({ who, waitMinutes }: Step): readonly string[] {
  if (waitMinutes === 0) return []
  const days = Math.ceil(waitMinutes / minutesADay)
  const time = waitMinutes >= minutesADay ? `${days} day${days === 1 ? '' : 's'}` : `${waitMinutes} minutes`
  const first = who === 'ops' ? 'Then wait' : 'When all have done so, wait'
  return [`   ${first} ${time}, until no token of before is left`]
}
