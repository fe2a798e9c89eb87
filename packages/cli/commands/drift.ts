/** `scopes drift`: what somebody changed by hand. */

import { expectedSystem } from '@scopegate/analysis/deployed/expected'
import { sameJson } from '@scopegate/analysis/same-json'
import { contractFaults } from '@scopegate/analysis/validate'
import type { Contract } from '@scopegate/contract/contract'
import { Option } from 'commander'
import type { SessionOptions } from '../aws/session.ts'
import { memberFindings } from '../drift/members.ts'
import { ownedBy } from '../drift/owned.ts'
import { withRedirects } from '../drift/redirects.ts'
import { renderDrift } from '../drift/render.ts'
import { driftReport } from '../drift/report.ts'
import { examples, type Register } from '../program/command.ts'
import { exitCodes, Failure } from '../program/failure.ts'
import { readContract } from '../program/read-contract.ts'
import { mainStackOf } from '../program/system.ts'

interface Options extends SessionOptions {
  readonly with: 'deployed' | 'tree'
  readonly json?: boolean
}

export const registerDrift: Register = (program, { environment, system }, reply) => {
  program
    .command('drift')
    .description('Compares the deployed pools and APIs with the contract, and says who must act')
    .option('--profile <name>', 'the profile of your AWS configuration to ask with; by default the environment’s')
    .option('--region <region>', 'the AWS region; by default that of the profile or the environment')
    .addOption(new Option('--local', 'ask the running local stack instead of AWS').conflicts(['profile', 'region']))
    .addOption(
      new Option(
        '--directory <folder>',
        'ask the local stack that runs in this folder; that of `--local` is `.local` of the system',
      ).conflicts(['profile', 'region']),
    )
    .option('--stage <name>', 'the stage that is deployed there; by default `local`')
    .option('--stack <name>', 'the CloudFormation stack with the pools and APIs; by default that of the stage')
    .addOption(
      new Option('--with <contract>', 'compare with the contract that was deployed, or with the working tree')
        .choices(['deployed', 'tree'])
        .default('deployed'),
    )
    .option('--json', 'the report as JSON')
    .addHelpText('after', examples('scopes drift --local', 'scopes drift --local --with tree'))
    .action(async (options: Options) => {
      const { json = false } = options
      const isTree = options.with === 'tree'
      const found = system(options.stage)
      const { contract, root } = found
      const stack = options.stack ?? mainStackOf(found)
      const [fault] = contractFaults(contract)
      // What was deployed can be looked at whatever somebody is editing.
      if (isTree && fault !== undefined) throw unsound(fault)
      const { contractIn, deployedTemplate, hasContract, openSession, physicalIds } = await import('../aws/index.ts')
      const { readLive } = await import('../drift/live.ts')
      const session = await openSession(options, { root, environment })
      try {
        const template = await deployedTemplate(session, stack)
        const written = isTree && !hasContract(template) ? undefined : contractIn(template)
        const deployed = written === undefined ? undefined : readContract(written, 'the deployment')
        const yardstick: Contract = isTree || deployed === undefined ? contract : deployed
        const ids = await physicalIds(session, stack)
        const owned = ownedBy(template, ids)
        const live = await readLive(session, owned)
        const expected = (of: Contract) => withRedirects(expectedSystem(of), session.redirects)
        const report = driftReport({
          stack,
          comparedWith: isTree ? 'working tree' : 'deployed contract',
          ahead: deployed === undefined ? null : !sameJson(written, contract),
          treeIsSound: fault === undefined,
          redirects: session.redirects,
          expected: expected(yardstick),
          deployed: deployed === undefined ? undefined : expected(deployed),
          live,
          members: memberFindings(live.facts, template, ids),
          owned,
          session,
        })
        const exitCode = report.inSync ? exitCodes.ok : exitCodes.no
        reply({ report, text: (style) => renderDrift(report, style), exitCode }, { json })
      } finally {
        session.close()
      }
    })
}

/** A contract that breaks its own rules expects nothing that could be compared. */
const unsound = (fault: string) =>
  new Failure(
    `The contract of the working tree does not hold together: ${fault}`,
    'mend it, or compare with what was deployed: leave out `--with`',
  )
