/** `scopes plan`: what a change of the contract does to everybody, before anything is deployed. */

import { type Plan, planOf, publicCallers, safeOrder } from '@scopegate/analysis/plan/index'
import type { Contract } from '@scopegate/contract/contract'
import type { SessionOptions, Where } from '../aws/session.ts'
import { renderPlan } from '../plan/render.ts'
import { exitCodeOf, mergedPlan, needsOrder, type PlanReport } from '../plan/report.ts'
import { type AtStage, type Carried, type Sourced, sourced, stagesOf, workingTree } from '../plan/sources/index.ts'
import { chosen } from '../program/chosen.ts'
import { examples, type Register } from '../program/command.ts'
import { Failure } from '../program/failure.ts'
import type { Style } from '../program/style.ts'
import { mainStackOf } from '../program/system.ts'

interface Options extends SessionOptions {
  readonly against?: string
  readonly to?: string
  readonly accept?: readonly string[]
  readonly steps?: boolean
  readonly json?: boolean
}

const exitCodeHelp = `
Exit codes of \`plan\`:
  0  nothing changes for any caller
  1  no plan could be made; nothing was written
  2  somebody may do more or less
  3  an application breaks that was not accepted
  4  Cognito refuses it: the deployment would roll back`

const clientNames = ({ pools }: Contract) => Object.values(pools).flatMap(({ clients }) => Object.keys(clients))

export const registerPlan: Register = (program, { err, environment, system }, reply) => {
  program
    .command('plan')
    .description('Says what a change of the contract does: who gains, who loses, which applications break')
    .option(
      '--against <what>',
      'a commit, the file or folder of a template, or `deployed`; by default the last commit on `main`',
    )
    .option('--to <what>', 'the same, for the other side; by default the working tree')
    .option('--accept <client...>', 'app clients whose developers know that they break')
    .option('--steps', 'the safe order, with the rows to write in each step')
    .option('--stage <name>', 'the stage whose values both sides have; by default that of the template, else each')
    .option('--stack <name>', 'with `deployed`: the CloudFormation stack; by default that of the stage')
    .option('--profile <name>', 'with `deployed`: the AWS profile; by default what the environment says')
    .option('--region <region>', 'with `deployed`: the AWS region; by default what the environment says')
    .option('--local', 'with `deployed`: the running local stack in the place of AWS')
    .option('--directory <folder>', 'the folder of the local stack; by default `.local` of the system')
    .option('--json', 'the report as JSON, with the whole contract of each step')
    .addHelpText('after', `${exitCodeHelp}\n${examples('scopes plan', 'scopes plan --against HEAD --steps')}`)
    .action(async ({ against, to, accept = [], steps = false, json = false, ...session }: Options) => {
      refuseIdle([against, to], session)
      const { root, ...found } = system(session.stage)
      const readDeployed = () => deployedAt(session.stack ?? mainStackOf(found), session, { root, environment })
      const sides = [
        await sourced(root, against, readDeployed),
        to === undefined ? workingTree(system) : await sourced(root, to, readDeployed),
      ] as const
      const [stage, ...others] = stagesOf(session.stage, ...sides)
      const [before, after] = bothAt(sides, stage)
      const known = new Set([...clientNames(before.contract), ...clientNames(after.contract), publicCallers])
      const accepted = chosen('client', accept, [...known])
      const planAt = (each: string | undefined) => planBetween(sides, each, accepted)
      const plan = mergedPlan(
        planAt(stage),
        others.map((each) => ({ stage: each, plan: planAt(each) })),
      )
      if (plan.verdict === 'refused' && accepted.length > 0) throw unacceptable(plan)
      for (const client of accepted) {
        if (plan.changes.some(({ breaks }) => breaks.some((each) => each.client === client))) continue
        err(`\`${client}\` does not break: \`--accept ${client}\` says nothing.\n`)
      }
      const ordered = plan.verdict !== 'refused' && (steps || needsOrder(plan))
      const order = ordered ? safeOrder(before.contract, after.contract) : null
      const compared = before.stage === undefined || after.stage === undefined ? [] : [after.stage.name, ...others]
      const stages = compared.flatMap((each) => each ?? [])
      const report: PlanReport = { against: sides[0].name, to: sides[1].name, stages, ...plan, order }
      const text = (style: Style) => renderPlan(report, before.contract, steps, style)
      reply({ report, text, exitCode: exitCodeOf(plan.verdict) }, { json })
    })
}

type Sides = readonly [Sourced, Sourced]

const bothAt = ([before, after]: Sides, stage: string | undefined): readonly [AtStage, AtStage] => [
  before.at(stage),
  after.at(stage),
]

function planBetween(sides: Sides, stage: string | undefined, accept: readonly string[]): Plan {
  const [before, after] = bothAt(sides, stage)
  return planOf(before.contract, after.contract, {
    accept,
    stages: { before: before.stage, after: after.stage },
    templates: { before: sides[0].template, after: sides[1].template },
  })
}

const unacceptable = ({ changes }: Plan) => {
  const [refused] = changes.flatMap(({ resources }) => resources.filter(({ refusal }) => refusal !== undefined))
  const cause = `Cognito refuses a change of the pool \`${refused?.name}\`, and \`--accept\` cannot change that`
  return new Failure(cause, refused?.refusal?.instead ?? 'take it back')
}

/** @throws {Failure} for an option that would be ignored: who names an account means to ask it */
function refuseIdle(
  sources: readonly (string | undefined)[],
  { profile, region, local, directory, stack }: SessionOptions,
) {
  if (sources.includes('deployed')) return
  const given = { profile, region, local, directory, stack }
  const idle = Object.entries(given).find(([, value]) => value !== undefined)
  if (idle === undefined) return
  throw new Failure(`\`--${idle[0]}\` goes with \`deployed\``, 'add `--against deployed`, or leave it out')
}

/** @throws {Failure} when AWS cannot be asked, or has no such stack */
async function deployedAt(stack: string, options: SessionOptions, where: Where): Promise<Carried> {
  const { deployedContract, openSession } = await import('../aws/index.ts')
  const session = await openSession(options, where)
  try {
    return await deployedContract(session, stack)
  } finally {
    session.close()
  }
}
