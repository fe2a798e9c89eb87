/** One change of a plan as text. */
import type { Change, Effect, ResourceEffect } from '@scopegate/analysis/plan/index'
import type { Style } from '../program/style.ts'
import { listed } from './list.ts'

const marks = (style: Style): Readonly<Record<Effect, (text: string) => string>> => ({
  none: style.faint,
  widens: style.good,
  narrows: style.strong,
  breaks: style.bad,
  refused: style.bad,
})

/** Behind what one stage has alone. */
export const atStage = (stage: string | undefined): string => (stage === undefined ? '' : ` (stage \`${stage}\`)`)

type Entry = readonly [label: string, says: string]

export function renderChange(change: Change, style: Style): string {
  const { sign, says, effect, stage } = change
  const entries = entriesOf(change)
  const width = Math.max(0, ...entries.map(([label]) => label.length))
  const lines = entries.map(([label, text], index) => {
    const repeated = entries[index - 1]?.[0] === label
    return `    ${(repeated ? '' : label).padEnd(width)}  ${text}`
  })
  return [`${sign} ${marks(style)[effect](effect)}: ${says}${atStage(stage)}`, ...lines].join('\n')
}

function entriesOf(change: Change): readonly Entry[] {
  const exposures = (label: string, all: Change['appears']) =>
    [...Map.groupBy(all, ({ pool }) => pool)].map(
      ([pool, routes]): Entry => [label, `on ${pool}-api: ${listed(routes.map(({ route }) => route))}`],
    )
  return [
    ...change.gains.map(({ who, routes }): Entry => ['gains', `${who}: ${listed(routes)}`]),
    ...change.loses.map(({ who, routes }): Entry => ['loses', `${who}: ${listed(routes)}`]),
    ...exposures('appears', change.appears),
    ...exposures('vanishes', change.vanishes),
    ...change.breaks.map(({ client, says, routes, accepted }): Entry => {
      const about = routes.length === 0 ? '' : ` (${listed(routes)})`
      return [accepted ? 'accepted' : 'breaks', `${client}: ${says}${about}`]
    }),
    ...resourceEntries(change.resources),
    ...(change.issued === null ? [] : [['tokens', change.issued.says] as const]),
  ]
}

/** One line for each action and kind; what is refused with the reason and the way out. */
const resourceEntries = (resources: readonly ResourceEffect[]): readonly Entry[] => [
  ...resources.flatMap(({ kind, name, refusal }): readonly Entry[] =>
    refusal === undefined
      ? []
      : [
          ['refused', `by Cognito, update ${kind} ${name}: “${refusal.reason}”`],
          ['instead', refusal.instead],
        ],
  ),
  ...[...Map.groupBy(resources, ({ action, kind }) => (action === 'refused' ? '' : `${action} ${kind}`))].flatMap(
    ([what, all]): readonly Entry[] =>
      what === '' ? [] : [['deploys', `${what} ${listed(all.map(({ name }) => name))}`]],
  ),
]
