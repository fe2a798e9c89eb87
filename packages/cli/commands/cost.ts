/**
 * `scopes cost`: what the identity side costs in a month, and what scopes on access tokens cost over ID tokens.
 *
 * @module
 */
import { Option } from 'commander'
import { type Asked, billOf } from '../cost/bill.ts'
import { grouped, renderCost } from '../cost/render.ts'
import { examples, type Register } from '../program/command.ts'
import { exitCodes, Failure } from '../program/failure.ts'

interface Options extends Omit<Asked, 'users'> {
  readonly mau: number
  readonly json?: boolean
}

/** More people than there are, and more token requests than Cognito's quota lets through in two months. */
const most = 1_000_000_000

const count = (option: string, placeholder: string, description: string): Option =>
  new Option(`${option} <${placeholder}>`, description).argParser((typed: string) => {
    if (/^\d{1,16}$/.test(typed) && Number(typed) <= most) return Number(typed)
    throw new Failure(
      `\`${option}\` takes a whole number from 0 to ${grouped(most)}`,
      `type digits alone, such as \`${option} 5000\``,
    )
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
