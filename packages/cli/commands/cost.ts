/** `scopes cost`: what the identity side costs in a month, and what scopes on access tokens cost over ID tokens. */
import { Option } from 'commander'
import { type Asked, billOf, type CostReport, prices } from '../cost/bill.ts'
import { examples, type Register } from '../program/command.ts'
import { exitCodes, Failure } from '../program/failure.ts'
import type { Style } from '../program/style.ts'
import { aligned, type Cell } from '../program/table.ts'

interface Options extends Omit<Asked, 'users'> {
  readonly mau: number
  readonly json?: boolean
}

/** More people than there are, and more token requests than Cognito's quota lets through in two months. */
const most = 1_000_000_000

/** `50,000` */
const grouped = (count: number): string => count.toLocaleString('en-US')

/** `1,004.38`: dollars and cents. */
const usd = (microUsd: number) =>
  (Math.round(microUsd / 10_000) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })

const counted = (count: number, what: string) => `${grouped(count)} ${what}${count === 1 ? '' : 's'}`

const count = (option: string, placeholder: string, description: string): Option =>
  new Option(`${option} <${placeholder}>`, description).argParser((typed: string) => {
    if (/^\d{1,16}$/.test(typed) && Number(typed) <= most) return Number(typed)
    const cause = `\`${option}\` takes a whole number from 0 to ${grouped(most)}`
    throw new Failure(cause, `type digits alone, such as \`${option} 5000\``)
  })

export const registerCost: Register = (program, { system }, reply) => {
  program
    .command('cost')
    .description('Says what Cognito costs in a month, by plan, and what scopes on access tokens cost over ID tokens')
    .addOption(count('--mau', 'users', 'people who sign in or renew their tokens in the month').makeOptionMandatory())
    .addOption(count('--machines', 'clients', 'machine clients; by default those of the contract'))
    .addOption(count('--token-requests', 'requests', 'tokens given to machines; by default what renewing them takes'))
    .option('--json', 'the report as JSON; money is in millionths of a dollar')
    .addHelpText('after', examples('scopes cost --mau 50000'))
    .action(({ mau, json = false, ...rest }: Options) => {
      const report = billOf(system().contract, { ...rest, users: mau })
      reply({ report, text: (style) => renderCost(report, style), exitCode: exitCodes.ok }, { json })
    })
}

function renderCost({ plans, ...report }: CostReport, style: Style): string {
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
