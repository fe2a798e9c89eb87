/**
 * The bill as people read it.
 *
 * @module
 */
import type { Style } from '../program/style.ts'
import { aligned, type Cell } from '../program/table.ts'
import { type CostReport, prices } from './bill.ts'

/** `50,000` */
export const grouped = (count: number): string => count.toLocaleString('en-US')

/** `1,004.38`: dollars and cents. */
const usd = (microUsd: number) =>
  (Math.round(microUsd / 10_000) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })

const counted = (count: number, what: string) => `${grouped(count)} ${what}${count === 1 ? '' : 's'}`

export function renderCost({ plans, ...report }: CostReport, style: Style): string {
  const row = (name: string, cell: (plan: CostReport['plans'][number]) => string) => [name, ...plans.map(cell)]
  const rows = [
    row('', ({ plan }) => plan),
    row(counted(report.users, 'user'), ({ usersMicroUsd }) => usd(usersMicroUsd)),
    row(counted(report.machines, 'machine client'), () => usd(0)),
    row(counted(report.tokenRequests, 'token request'), () => usd(report.tokenRequestsMicroUsd)),
    row('total', ({ totalMicroUsd }) => usd(totalMicroUsd)),
    row('can run this contract', ({ runsContract }) => (runsContract ? 'yes' : 'no')),
  ]
  const width = Math.max(...rows.flatMap(([, ...cells]) => cells.map((text) => text.length)))
  const marks: Readonly<Record<string, Cell['mark']>> = { yes: style.good, no: style.bad }
  const table = rows.map(([name = '', ...cells]) => [
    { text: name },
    ...cells.map((text): Cell => ({ text: text.padStart(width), mark: marks[text] })),
  ])
  return [
    style.strong(`One month in ${prices.region}, in US dollars, with prices of ${prices.date}`),
    '',
    aligned(table),
    `Scopes on access tokens (Essentials) cost ${usd(report.accessTokensMicroUsd)} more than ID tokens (Lite).`,
    'Each machine is taken to get a new token after 75% of the lifetime of the last one; `--token-requests` gives another number.',
    ...report.warnings.map((each) => `${style.bad('Warning')}: ${each}.`),
    '',
    'The prices were read from others’ printings of AWS’s list: check them with AWS before you decide.',
    '',
  ].join('\n')
}
