/**
 * Whether a stage may be deployed from here.
 *
 * @module
 */
import { stageFaults, stageLine } from '@scopegate/analysis/stages'
import type { Contract, Stage, Stages } from '@scopegate/contract'

/** Stops a deployment before anything is sent to AWS. */
export class DeployRefused extends Error {
  override readonly name = 'DeployRefused'
}

/**
 * @param environment has what the CDK CLI found out about the credentials, and the Region that the shell asks for
 * @throws {DeployRefused} for the emulator's stage, for one with faults or without a place, and for credentials or a Region of
 *   another place than it names
 */
export function refuseDeployment(
  contract: Contract,
  stages: Stages,
  stage: Stage,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const { name, account, region } = stage
  const refuse = (lines: string): never => {
    throw new DeployRefused(lines)
  }
  if (name === 'local') refuse('The stage `local` is the emulator’s. Name another with `--stage`')
  const faults = stageFaults(contract, stages).filter((fault) => fault.stage === name)
  if (faults.length > 0) refuse(faults.map(stageLine).join('\n'))
  if (account === undefined || region === undefined) {
    refuse(`The stage \`${name}\` names no \`account\` and no \`region\`. Write both in infra/stages.ts`)
  }
  const { CDK_DEFAULT_ACCOUNT, AWS_REGION, AWS_DEFAULT_REGION } = environment
  if (CDK_DEFAULT_ACCOUNT !== undefined && CDK_DEFAULT_ACCOUNT !== account) {
    refuse(`The credentials are of another account than the stage \`${name}\` names. Use those of its account`)
  }
  const asked = AWS_REGION ?? AWS_DEFAULT_REGION
  if (asked !== undefined && asked !== region) {
    refuse(
      `The environment asks for another Region than the stage \`${name}\` names. Unset AWS_REGION and AWS_DEFAULT_REGION`,
    )
  }
}
