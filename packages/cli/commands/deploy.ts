/** `scopes deploy`: brings a stage to its AWS account, data first. */
import { deployFaults } from '@scopegate/analysis/deploy-faults'
import { cdk, outcome, typesHold } from '../deploy/tools.ts'
import { examples, type Register, type Terminal } from '../program/command.ts'
import { Failure } from '../program/failure.ts'
import type { System } from '../program/system.ts'

export const registerDeploy: Register = (program, { environment, system }, reply) => {
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
        refuseUndeployable(found, environment)
        // Node would run code whose types do not hold.
        const holds = await typesHold(found.root)
        const flags = profile === undefined ? [] : ['--profile', profile]
        const code = holds
          ? await cdk(found.root, stage, 'deploy', '--all', '--context', 'deploy=true', ...flags, ...args)
          : 1
        reply(outcome(stage, code), {})
      },
    )
}

/** Before the types are looked at and the CDK CLI starts, which alone knows the credentials: the app asks again then. */
function refuseUndeployable({ contract, stages, stage }: System, environment: Terminal['environment']): void {
  const [fault] = stage === undefined ? [] : deployFaults(contract, stages, stage, environment)
  if (fault === undefined) return
  throw new Failure(`The stage \`${fault.stage}\` cannot be deployed: it ${fault.cause}`, lowerFirst(fault.fix))
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
