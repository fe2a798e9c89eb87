/**
 * The bill as people read it.
 *
 * @module
 */
import type { Style } from '../program/style.ts'
import { aligned, type Cell } from '../program/table.ts'
import type { CostReport } from './bill.ts'
import { prices } from './prices.ts'

/** `50,000` */
export const grouped = (count: number): string => count.toLocaleString('en-US')

/** `1,004.38`: dollars and cents. */
const usd = (microUsd: number) =>
  (Math.round(microUsd / 10_000) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })

const counted = (count: number, what: string) => `${grouped(count)} ${what}${count === 1 ? '' : 's'}`

export function renderCost(report: CostReport, style: Style): string {
  const { plans, users, machines, tokenRequests, tokenRequestsMicroUsd, accessTokensMicroUsd, warnings } = report
  const rows: readonly (readonly [string, readonly Cell[]])[] = [
    ['', plans.map(({ plan }) => ({ text: plan }))],
    [counted(users, 'user'), plans.map(({ usersMicroUsd }) => ({ text: usd(usersMicroUsd) }))],
    [counted(machines, 'machine client'), plans.map(() => ({ text: usd(0) }))],
    [counted(tokenRequests, 'token request'), plans.map(() => ({ text: usd(tokenRequestsMicroUsd) }))],
    ['total', plans.map(({ totalMicroUsd }) => ({ text: usd(totalMicroUsd) }))],
    [
      'can run this contract',
      plans.map(({ runsContract }) =>
        runsContract ? { text: 'yes', mark: style.good } : { text: 'no', mark: style.bad },
      ),
    ],
  ]
  const width = Math.max(...rows.flatMap(([, cells]) => cells.map(({ text }) => text.length)))
  const table = rows.map(([name, cells]) => [
    { text: name },
    ...cells.map((cell) => ({ ...cell, text: cell.text.padStart(width) })),
  ])
  return [
    style.strong(`One month in ${prices.region}, in US dollars, with prices of ${prices.date}`),
    '',
    aligned(table),
    `Scopes on access tokens (Essentials) cost ${usd(accessTokensMicroUsd)} more than ID tokens (Lite).`,
    'Each machine is taken to get a new token after 75% of the lifetime of the last one; `--token-requests` gives another number.',
    ...warnings.map((each) => `${style.bad('Warning')}: ${each}.`),
    '',
    'The prices were read from others’ printings of AWS’s list: check them with AWS before you decide.',
    '',
  ].join('\n')
}
