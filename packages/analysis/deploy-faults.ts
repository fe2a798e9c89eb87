/** What is against deploying a stage from here. Pure: who asks knows the credentials. */
import type { Contract, Stage } from '@scopegate/contract'
import { type Fault, type StageFault, when } from './stage-fault.ts'
import { stageFaults } from './stages.ts'

/**
 * The faults of the stage, and what keeps even one without faults from being deployed: the emulator's, one that does not say
 * where it belongs, and credentials (`CDK_DEFAULT_ACCOUNT`, which the CDK CLI sets) or a Region of another place.
 */
export function deployFaults(
  contract: Contract,
  stages: Readonly<Record<string, Stage>>,
  stage: Stage,
  environment: Readonly<Record<string, string | undefined>>,
): readonly StageFault[] {
  const place = (faults: readonly Fault[]): readonly StageFault[] =>
    faults.map(([field, cause, fix]) => ({ stage: stage.name, place: `${stage.name}.${field}`, cause, fix }))
  if (stage.name === 'local') return place([['name', 'is the emulator’s', 'Name another stage of infra/stages.ts']])
  return [
    ...stageFaults(contract, stages).filter((fault) => fault.stage === stage.name),
    ...place(placeFaults(stage, environment)),
  ]
}

function placeFaults(
  { account, region }: Stage,
  { CDK_DEFAULT_ACCOUNT, AWS_REGION, AWS_DEFAULT_REGION }: Readonly<Record<string, string | undefined>>,
): readonly Fault[] {
  if (account === undefined || region === undefined) {
    return [['account', 'does not say where it belongs', 'Write its `account` and its `region` in infra/stages.ts']]
  }
  const asked = AWS_REGION ?? AWS_DEFAULT_REGION
  return [
    ...when(
      CDK_DEFAULT_ACCOUNT !== undefined && CDK_DEFAULT_ACCOUNT !== account,
      'account',
      'belongs to another account than the credentials',
      'Use credentials of its account',
    ),
    ...when(
      asked !== undefined && asked !== region,
      'region',
      'belongs to another Region than the environment asks for',
      'Unset AWS_REGION and AWS_DEFAULT_REGION',
    ),
  ]
}
