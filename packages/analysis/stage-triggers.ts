/** What is wrong with a stage's token triggers: names that Lambda does not take, and variables that do not hold the clients. */
import { type Contract, type Stage, stageNames } from '@scopegate/contract'
import { environmentLimitBytes } from '@scopegate/template'
import { clientDirectory, variableBytes } from './carrier-quotas.ts'
import { type Fault, when } from './stage-fault.ts'

/** Lambda's limit for the name of a function (aws-facts §D.3). */
const nameLimit = 64

export function triggerFaults(contract: Contract, stage: Stage): readonly Fault[] {
  const { clientDirectory: where = 'variable' } = stage
  const { tokenTrigger } = stageNames(contract, stage)
  return [
    ...when(
      !['variable', 'parameter'].includes(where),
      'clientDirectory',
      'has a `clientDirectory` that is none',
      'Write `variable` or `parameter`, or leave it out',
    ),
    ...Object.entries(contract.pools).flatMap(([pool, { clients }]) => {
      const name = tokenTrigger(pool)
      const bytes = variableBytes({ POOL: pool, CLIENT_DIRECTORY: clientDirectory(clients) })
      return [
        ...when(
          name.length > nameLimit,
          'suffix',
          `calls the token trigger of the pool \`${pool}\` by ${name.length} characters, \`${name}\`, and Lambda takes ${nameLimit}`,
          'Shorten the `suffix`, or the name of the pool or the contract',
        ),
        ...when(
          where === 'variable' && bytes > environmentLimitBytes,
          'clientDirectory',
          `has ${bytes} bytes of variables for the token trigger of the pool \`${pool}\`, and Lambda takes ${environmentLimitBytes}`,
          "Write `clientDirectory: 'parameter'`, which holds the clients alone, or fewer clients",
        ),
      ]
    }),
  ]
}
