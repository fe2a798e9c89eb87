/** A plan as text: the verdict first, then each change, then the figures, then what to do. */

import type { Figure, Plan } from '@scopegate/analysis/plan/index'
import type { Contract } from '@scopegate/contract/contract'
import type { Style } from '../program/style.ts'
import { aligned } from '../program/table.ts'
import { named } from './list.ts'
import { atStage, renderChange } from './render-change.ts'
import { renderOrder } from './render-order.ts'
import type { PlanReport } from './report.ts'

/** From the contract before the change; `steps`: whether the order is shown with its rows. */
export function renderPlan(report: PlanReport, before: Contract, steps: boolean, style: Style): string {
  const { against, to, stages, changes, figures, functionsUpdated, order } = report
  const where = stages.length === 0 ? '' : `, at the stage${stages.length === 1 ? '' : 's'} ${named(stages)}`
  const parts = [
    `${verdictLine(report, style)}\n\nfrom ${against} to ${to}${where}`,
    ...changes.map((change) => renderChange(change, style)),
    ...(figures.length === 0 ? [] : [`After it\n${figureTable(figures, style)}`]),
    ...(functionsUpdated && report.verdict !== 'refused' ? [functionsLine(report)] : []),
    ...(order === null ? [] : [renderOrder(before, order, steps)]),
    ...nextLine(report, steps),
  ]
  return `${parts.join('\n\n')}\n`
}

const hasAccepted = ({ changes }: Plan): boolean => changes.some(({ breaks }) => breaks.length > 0)

const broken = ({ changes }: Plan): readonly string[] => [
  ...new Set(changes.flatMap(({ breaks }) => breaks.flatMap(({ client, accepted }) => (accepted ? [] : [client])))),
]

function verdictLine(report: PlanReport, style: Style): string {
  switch (report.verdict) {
    case 'none':
      return report.changes.length === 0 ? 'Nothing changes.' : 'Nothing changes for any caller.'
    case 'widens':
      return `${style.good('Widens')}: somebody may do more, and nobody less.`
    case 'narrows':
      return `${style.strong('Narrows')}: somebody may do less, and no application fails${hasAccepted(report) ? ' but those that were accepted' : ''}.`
    case 'refused':
      return `${style.bad('Refused')} by Cognito: the deployment would roll back, and nothing of it take effect.`
    case 'breaks':
      return `${style.bad('Breaks')} ${named(broken(report))}: requests that succeed today will fail.`
  }
}

const figureTable = (figures: readonly Figure[], style: Style) =>
  aligned(
    figures.map(({ stage, what, where, before, after, limit }) =>
      [
        '',
        what,
        `${where}${atStage(stage)}`,
        `${before} → ${after} of ${limit}${after > limit ? ' (too many)' : ''}`,
      ].map((text) => (after > limit ? { text, mark: style.bad } : { text })),
    ),
  ).trimEnd()

/** The contract is in every function, so that each change deploys them; what matters is what cannot be undone. */
function functionsLine({ changes }: Plan): string {
  const reasons = new Set(changes.flatMap(({ breaks }) => breaks.map(({ reason }) => reason)))
  const end = reasons.has('client-replaced') ? 'An app client gets another id.' : 'No app client gets another id.'
  return `The token triggers and services are updated, because they carry the contract. ${end}`
}

const isTooMuch = ({ figures }: Plan) => figures.some(({ after, limit }) => after > limit)

function nextLine(report: PlanReport, steps: boolean): readonly string[] {
  const { verdict, order } = report
  if (verdict === 'refused')
    return ['Next: take back what Cognito refuses, and plan again; `instead` says how to get there']
  if (isTooMuch(report))
    return ['Next: use less of what is too many, which no deployment takes; `scopes check` says where']
  const ordered = order !== null && order.steps.length > 0
  const begin = steps ? 'begin with step 1' : 'take the safe order, of which `scopes plan --steps` shows the rows'
  if (verdict === 'breaks') {
    const accept = broken(report)
      .map((client) => `--accept ${client}`)
      .join(' ')
    return [`Next: ${ordered ? `${begin}, or, ` : ''}where they know of it, add \`${accept}\``]
  }
  if (ordered) return [`Next: ${begin}`]
  return verdict === 'none' ? [] : ['Next: let somebody review who gains and who loses, then deploy']
}
