/** `scopes why`: why a token is refused, and by whom. */
import { Option } from 'commander'
import { localDirectory } from '../local/stack-file.ts'
import { examplesOf, type Register } from '../program/command.ts'
import { exampleNames } from '../program/example-names.ts'
import { exitCodes } from '../program/failure.ts'
import { claimsIn } from '../why/facts.ts'
import { judge, type WhyReport } from '../why/judge.ts'
import { tokenIn } from '../why/pasted.ts'
import { renderWhy } from '../why/render.ts'
import { targetOf } from '../why/target.ts'
import { readTrust } from '../why/trust.ts'

interface Options {
  readonly api?: string
  readonly direct?: boolean
  readonly pools?: string
  readonly directory?: string
  readonly online?: boolean
  readonly json?: boolean
}

const exitCodeOf: Readonly<Record<WhyReport['verdict'], number>> = {
  passes: exitCodes.ok,
  refused: exitCodes.no,
  unknown: exitCodes.misuse,
}

export const registerWhy: Register = (program, context, reply) => {
  program
    .command('why')
    .description('Says whether a token opens an operation, and if not, which check of which layer refuses it')
    .argument('<token>', 'the token, or what it stands in; `-` reads standard input, which no other process sees')
    .argument('<method>', 'such as GET')
    .argument('<path>', 'the path, or a whole address of the local stack')
    .addOption(
      new Option('--api <pool>', 'the pool whose API is called; by default the token’s own').conflicts('direct'),
    )
    .option('--direct', 'the services are called without a gateway')
    .option('--pools <file>', 'a file with the value of the services’ variable `POOLS`; by default the local stack')
    .option('--directory <folder>', 'the folder of the local stack; by default `.local` of the system')
    .option('--online', 'ask issuers that are not on this machine for their keys')
    .option('--json', 'the report as JSON')
    .addHelpText(
      'after',
      examplesOf(context, (contract) => {
        const { people, machines, reads } = exampleNames(contract)
        const path = reads[0]?.operation.path ?? '/'
        const api = Object.keys(contract.pools)[0] ?? ''
        return [
          ...[...people.slice(0, 1), ...machines.slice(0, 1)].map(
            (who) => `scopes token --as ${who} | scopes why - GET ${path}`,
          ),
          ...people.slice(1, 2).map((who) => `scopes token --as ${who} | scopes why - GET ${path} --api ${api}`),
        ]
      }),
    )
    .action(async (typed: string, method: string, address: string, options: Options) => {
      const { stdin, now } = context
      const { contract, root } = context.system()
      const { api, direct = false, pools, online = false, json = false } = options
      const trust = await readTrust(contract, localDirectory(root, options.directory), pools)
      const { token, found } = tokenIn(typed === '-' ? await stdin() : typed)
      const issuer = claimsIn(token)?.['iss']
      const trusted = trust.pools.find((each) => each.issuer === issuer)
      const target = targetOf(contract, trust, trusted, { method, address, api, direct })
      const question = { contract, pools: trust.pools, ...target, token, now: now() / 1000, online }
      const report = await judge(question, found)
      reply({ report, text: (style) => renderWhy(report, style), exitCode: exitCodeOf[report.verdict] }, { json })
    })
}
