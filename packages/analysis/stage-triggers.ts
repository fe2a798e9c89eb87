/** What is wrong with a stage's token triggers: names that Lambda does not take, and variables that do not hold the clients. */
import { type Contract, type Stage, stageNames } from '@scopegate/contract'
import { environmentLimitBytes } from '@scopegate/template'
import { clientDirectory, variableBytes } from './carrier-quotas.ts'
import { type Fault, when } from './stage-fault.ts'

/** Lambda's limit for the name of a function (aws-facts §D.3). */
const nameLimit = 64

export function triggerFaults(contract: Contract, stage: Stage): readonly Fault[] {
  const { clientDirectory: where = 'variable' } = stage
  const isKnown = ['variable', 'parameter'].includes(where)
  const fix = 'Write `variable` or `parameter`, or leave it out'
  const faults = Object.entries(contract.pools).flatMap(([pool, { clients }]) => {
    const name = stageNames(contract, stage).tokenTrigger(pool)
    const bytes = variableBytes({ POOL: pool, CLIENT_DIRECTORY: clientDirectory(clients) })
    const its = `the token trigger of the pool \`${pool}\``
    const long = `calls ${its} by ${name.length} characters, \`${name}\`, and Lambda takes ${nameLimit}`
    const full = `has ${bytes} bytes of variables for ${its}, and Lambda takes ${environmentLimitBytes}`
    const away = "Write `clientDirectory: 'parameter'`, which holds the clients alone, or fewer clients"
    return [
      ...when(name.length > nameLimit, 'suffix', long, 'Shorten it, or the name of the pool or the contract'),
      ...when(where === 'variable' && bytes > environmentLimitBytes, 'clientDirectory', full, away),
    ]
  })
  return [...when(!isKnown, 'clientDirectory', 'has a `clientDirectory` that is none', fix), ...faults]
}
