/**
 * `scopes cost`: what the identity side costs in a month, and what scopes on access tokens cost over ID tokens.
 *
 * @module
 */
import { Option } from 'commander'
import { type Asked, billOf } from '../cost/bill.ts'
import { countOf } from '../cost/count.ts'
import { prices } from '../cost/prices.ts'
import { readPrices } from '../cost/prices-file.ts'
import { renderCost } from '../cost/render.ts'
import { examples, type Register } from '../program/command.ts'
import { exitCodes, Failure } from '../program/failure.ts'

interface Options extends Omit<Asked, 'users' | 'peak'> {
  readonly mau?: number
  readonly peakPerSecond?: number
  readonly prices?: string
  readonly printPrices?: boolean
  readonly json?: boolean
}

/** More than any account may have (aws-facts §D.1), so that it can only be a slip. */
const mostMachines = 1_000_000

export const registerCost: Register = (program, { system }, reply) => {
  const count = (name: string, placeholder: string, description: string, most?: number) =>
    new Option(`${name} <${placeholder}>`, description).argParser(countOf(name, most))
  program
    .command('cost')
    .description('Says what Cognito costs in a month, by plan, and what scopes on access tokens cost over ID tokens')
    .addOption(count('--mau', 'users', 'people who sign in or renew their tokens in the month'))
    .addOption(count('--machines', 'clients', 'machine clients; by default those of the contract', mostMachines))
    .addOption(count('--token-requests', 'requests', 'tokens given to machines; by default what renewing them takes'))
    .addOption(count('--calls', 'calls', 'calls of machines: what a token for each of them would cost'))
    .addOption(count('--peak-per-second', 'requests', 'token requests in the busiest second, for the quota'))
    .option('--prices <file>', 'a JSON file with your own prices')
    .addOption(
      new Option('--print-prices', 'print the prices that are used by default, as such a file').conflicts([
        'mau',
        'machines',
        'tokenRequests',
        'calls',
        'peakPerSecond',
        'prices',
        'json',
      ]),
    )
    .option('--json', 'the report as JSON; money is in millionths of a dollar')
    .addHelpText(
      'after',
      examples('scopes cost --mau 50000', 'scopes cost --mau 50000 --calls 5000000', 'scopes cost --print-prices'),
    )
    .action(async ({ mau, peakPerSecond: peak, prices: file, printPrices = false, json, ...rest }: Options) => {
      if (printPrices) {
        reply({ report: prices, text: () => '', exitCode: exitCodes.ok }, { json: true })
        return
      }
      if (mau === undefined) {
        throw new Failure(
          '`scopes cost` needs `--mau <users>`',
          'say how many people sign in within a month, such as `scopes cost --mau 5000`',
        )
      }
      const table = file === undefined ? prices : await readPrices(file)
      const report = billOf(system().contract, table, { ...rest, users: mau, peak })
      reply({ report, text: (style) => renderCost(report, style), exitCode: exitCodes.ok }, { json: json ?? false })
    })
}
