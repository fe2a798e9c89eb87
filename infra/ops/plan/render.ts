/**
 * A plan as text: the verdict first, then each change, then the figures, then what to do.
 *
 * @module
 */
import type { Contract } from '@scopegate/scopes/contract'
import type { Figure, Plan } from '@scopegate/scopes/plan'
import type { Style } from '../style.ts'
import { aligned } from '../table.ts'
import { named } from './list.ts'
import { renderChange } from './render-change.ts'
import { renderStages } from './render-stages.ts'
import type { PlanReport } from './report.ts'

/** @param before the contract that the plan starts from */
export function renderPlan(report: PlanReport, before: Contract, style: Style): string {
  const { against, to, changes, figures, functionsUpdated, stages } = report
  const parts = [
    `${verdictLine(report, style)}\n\nfrom ${against} to ${to}`,
    ...changes.map((change) => renderChange(change, style)),
    ...(figures.length === 0 ? [] : [`After it\n${figureTable(figures)}`]),
    ...(functionsUpdated ? [functionsLine(report)] : []),
    ...(stages === undefined ? [] : [renderStages(before, stages)]),
    ...nextLine(report),
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
    case 'breaks':
      return `${style.bad('Breaks')} ${named(broken(report))}: requests that succeed today will fail.`
  }
}

const figureTable = (figures: readonly Figure[]) =>
  aligned(
    figures.map(({ what, where, before, after, limit }) =>
      ['', what, where, `${before} → ${after} of ${limit}`].map((text) => ({ text })),
    ),
  ).trimEnd()

/** The contract is in every function, so that each change deploys them; what matters is what cannot be undone. */
function functionsLine({ changes }: Plan): string {
  const actions = new Set(changes.flatMap(({ resources }) => resources.map(({ action }) => action)))
  const end = actions.has('replace') ? 'An app client is replaced: its id changes.' : 'No resource is replaced.'
  return `The token triggers and services are updated, because they carry the contract. ${end}`
}

function nextLine(report: PlanReport): readonly string[] {
  const { verdict, changes, stages } = report
  const staged = changes.some((change) => change.staged)
  if (verdict === 'breaks') {
    const accept = broken(report)
      .map((client) => `--accept ${client}`)
      .join(' ')
    const order =
      stages === undefined ? 'take the safe order that `scopes plan --steps` shows, or, ' : 'begin with step 1, or, '
    return [`Next: ${staged ? order : ''}where they know of it, add \`${accept}\``]
  }
  if (staged && stages === undefined) return ['Next: take the safe order that `scopes plan --steps` shows']
  return verdict === 'none' ? [] : ['Next: let somebody review who gains and who loses, then deploy']
}
