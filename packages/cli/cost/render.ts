/**
 * The bill as people read it.
 *
 * @module
 */
import type { Style } from '../program/style.ts'
import { aligned, type Cell } from '../program/table.ts'
import type { CostReport, PlanBill } from './bill.ts'
import { exactUsd, grouped, usd } from './money.ts'
import type { PricedRate } from './price-table.ts'
import type { Charge } from './rate.ts'

/** Amounts are in US dollars, rounded to cents; what is less than a cent shows all its decimals. */
export function renderCost(report: CostReport, style: Style): string {
  const { prices, warnings } = report
  return [
    style.strong(`One month in ${prices.region}, in US dollars, with prices of ${prices.date}`),
    '',
    tableOf(report.plans, style),
    ...accessTokensOf(report),
    '',
    ...usageOf(report),
    ...(warnings.length === 0 ? [] : ['', ...warnings.map((each) => `${style.bad('Warning')}: ${each}.`)]),
    '',
    style.strong('How sure the prices are: check them with AWS before you decide, and give yours with `--prices`'),
    '',
    ...suretyOf(report),
    '',
  ].join('\n')
}

function tableOf(bills: readonly PlanBill[], style: Style): string {
  const [first] = bills
  if (first === undefined) return ''
  const row = (name: string, value: (bill: PlanBill) => string) => ({ name, values: bills.map(value) })
  const rows = [
    row('', ({ plan }) => plan),
    row(counted(first.users, 'user'), ({ users }) => usd(users.microUsd)),
    row('  of them free', ({ users }) => grouped(users.freeUnits)),
    row(counted(first.machineClients, 'machine client'), ({ machineClients }) => usd(machineClients.microUsd)),
    row(counted(first.tokenRequests, 'token request'), ({ tokenRequests }) => usd(tokenRequests.microUsd)),
    row('total', ({ totalMicroUsd }) => usd(totalMicroUsd)),
    row('can run this contract', ({ runsContract }) => (runsContract ? 'yes' : 'no')),
  ]
  const width = Math.max(...rows.flatMap(({ values }) => values.map((value) => value.length)))
  const marks: Readonly<Record<string, Cell['mark']>> = { yes: style.good, no: style.bad }
  const cell = (text: string): Cell => {
    const mark = marks[text]
    const padded = text.padStart(width)
    return mark === undefined ? { text: padded } : { text: padded, mark }
  }
  return aligned(rows.map(({ name, values }) => [{ text: name }, ...values.map(cell)]))
}

const counted = ({ units }: Charge, what: string) => `${grouped(units)} ${what}${units === 1 ? '' : 's'}`

const sameFor = (users: number | null) =>
  `Both cost the same ${users === null ? 'for any number of users' : `up to ${grouped(users)} user${users === 1 ? '' : 's'}`}.`

function accessTokensOf({ plans, accessTokens }: CostReport): readonly string[] {
  const { moreMicroUsd, morePerUserMicroUsd, sameUpToUsers } = accessTokens
  const perUser = morePerUserMicroUsd === null ? '' : `, ${exactUsd(Math.abs(morePerUserMicroUsd))} for each user`
  const incapable = plans.filter(({ runsContract }) => !runsContract).map(({ plan }) => plan)
  return [
    moreMicroUsd === 0
      ? 'Scopes on access tokens (Essentials) cost no more than ID tokens (Lite).'
      : `Scopes on access tokens (Essentials) cost ${moreMicroUsd < 0 ? 'less' : 'more'} than ID tokens (Lite): ${usd(Math.abs(moreMicroUsd))} a month${perUser}.`,
    ...(sameUpToUsers === 0 ? [] : [sameFor(sameUpToUsers)]),
    ...(incapable.length === 0
      ? []
      : [
          `${incapable.join(' and ')} cannot run this contract: the token trigger that puts scopes, organization and role into access tokens needs Essentials or Plus (aws-facts §B.1).`,
        ]),
  ]
}

function usageOf({ derived, plans, tokenPerCall, monthHours }: CostReport): readonly string[] {
  const machines = plans[0]?.machineClients.units ?? 0
  return [
    ...(derived.machines
      ? [`Machine clients: the contract has ${grouped(machines)}; \`--machines\` says otherwise.`]
      : []),
    ...(derived.tokenRequests
      ? [
          `Token requests: each machine gets a new token after 75% of the life of the last one, in all ${monthHours} hours; \`--token-requests\` says otherwise.`,
          'Each further process of a machine that does not share its token asks as often again.',
        ]
      : []),
    ...(tokenPerCall === null
      ? []
      : [
          `A token for each of ${grouped(tokenPerCall.units)} calls: ${usd(tokenPerCall.microUsd)}, ${usd(Math.abs(tokenPerCall.moreMicroUsd))} ${tokenPerCall.moreMicroUsd < 0 ? 'less' : 'more'} than the token requests above.`,
        ]),
  ]
}

function suretyOf({ prices }: CostReport): readonly string[] {
  const rates: readonly (readonly [string, PricedRate])[] = [
    ['Lite', prices.users.lite],
    ['Essentials', prices.users.essentials],
    ['Plus', prices.users.plus],
    ['machine clients', prices.machineClients],
    ['token requests', prices.tokenRequests],
  ]
  return rates.flatMap(([name, { mark, source, note }]) => [
    `  ${name}: ${mark}. ${source}.`,
    ...(note === undefined ? [] : [`    ${note}.`]),
  ])
}
