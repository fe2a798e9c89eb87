/** `scopes synth`: writes the CloudFormation templates. Needs neither an account nor a network. */
import { cdk, outcome } from '../deploy/tools.ts'
import { examples, type Register } from '../program/command.ts'

export const registerSynth: Register = (program, { system }, reply) => {
  program
    .command('synth')
    .description('Writes the CloudFormation templates of a stage to `infra/cdk.out`; needs no account')
    .option('--stage <name>', 'the stage; by default `local`')
    .argument('[arguments...]', 'for `cdk synth`, after `--`')
    .addHelpText('after', examples('scopes synth'))
    .action(async (args: readonly string[], { stage = 'local' }: { readonly stage?: string }) => {
      const { root } = system(stage)
      const code = await cdk(root, stage, 'synth', '--quiet', ...args)
      reply(outcome(stage, code), {})
    })
}
