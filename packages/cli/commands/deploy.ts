/**
 * `scopes deploy`: brings a stage to its AWS account, data first.
 *
 * @module
 */
import { isLoopback } from '@scopegate/template'
import { cdk, typesHold } from '../deploy/tools.ts'
import { examples, type Register } from '../program/command.ts'
import { exitCodes, Failure } from '../program/failure.ts'

import { type System, stagesFile } from '../program/system.ts'

export const registerDeploy: Register = (program, { system }, reply) => {
  program
    .command('deploy')
    .description('Deploys a stage to the AWS account and Region that it names, once the types hold')
    .requiredOption('--stage <name>', 'the stage')
    .option('--profile <name>', 'the profile of your AWS configuration to deploy with; by default the environment’s')
    .argument('[arguments...]', 'for `cdk deploy`, after `--`')
    .addHelpText('after', examples('scopes deploy --stage production'))
    .action(
      async (args: readonly string[], { stage, profile }: { readonly stage: string; readonly profile?: string }) => {
        const found = system(stage)
        refuseUndeployable(stage, found)
        // Node would run code whose types do not hold.
        const holds = await typesHold(found.root)
        const flags = profile === undefined ? [] : ['--profile', profile]
        const code = holds ? await cdk(found.root, stage, 'deploy', '--all', ...flags, ...args) : 1
        reply(
          { report: { stage, ok: code === 0 }, text: () => '', exitCode: code === 0 ? exitCodes.ok : exitCodes.no },
          {},
        )
      },
    )
}

/**
 * @throws {Failure} for the emulator’s stage, for one that does not say where it is deployed, and for one that sends people
 * back to their own machine
 */
function refuseUndeployable(name: string, { contract, stage }: System): void {
  const refused = (cause: string, next: string) =>
    new Failure(`The stage \`${name}\` cannot be deployed: ${cause}`, next)
  if (name === 'local') throw refused('it is the emulator’s', `name another stage of \`${stagesFile}\`, or add one`)
  for (const field of ['account', 'region'] as const) {
    if (stage?.[field] === undefined)
      throw refused(`it names no \`${field}\``, `add its \`${field}\` in \`${stagesFile}\``)
  }
  for (const { clients } of Object.values(contract.pools)) {
    for (const [client, spec] of Object.entries(clients)) {
      if (spec.kind !== 'browser' || ![...spec.redirectUris, ...spec.logoutUris].some(isLoopback)) continue
      const cause = `the client \`${client}\` returns to an address of the reader’s own machine`
      throw refused(cause, `give \`${client}\` its addresses for this stage in \`${stagesFile}\``)
    }
  }
}
