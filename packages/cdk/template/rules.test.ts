/**
 * The rules over templates, which have their own tests with planted faults, on the templates that the constructs make: what
 * they judge is not stated here again.
 */
import { judgeTemplate, rules, soundContract } from '@scopegate/analysis/rules/index'
import { readSystem } from '@scopegate/analysis/template/read'
import { type Stage, stagedContract } from '@scopegate/contract'
import { loadTemplates, type Stack } from '@scopegate/template'
import { contract } from '@scopegate/testing/fleet/contract'
import { stages } from '@scopegate/testing/fleet/infra/stages'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { expect, test } from 'vitest'

const breachesOf = (stage: Stage, stacks: readonly Stack[]) =>
  judgeTemplate(rules, soundContract(stagedContract(contract, stage)), readSystem(stacks))

test.each(Object.values(stages))(
  'no rule finds anything in the templates of the stage $name',
  { timeout: 120_000 },
  async (stage) => {
    expect(breachesOf(stage, loadTemplates(await synthesizedFleet(stage.name)))).toEqual([])
  },
)

test.each([
  ['code in the bucket of another account', { account: '999988887777' }, 'RS067'],
  ['code in a bucket of another Region', { region: 'us-east-1' }, 'RS067'],
  ['no protection, and no reason', { unprotected: ' ' }, 'RS072'],
  ['no protection, and a reason that is none', { unprotected: true }, 'RS072'],
])('what a stage may do is let pass for that stage alone: %s', { timeout: 120_000 }, async (_, other, rule) => {
  const stacks = structuredClone(loadTemplates(await synthesizedFleet('staging')))
  for (const { template } of stacks) {
    if (!Object.hasOwn(template.Metadata, 'scopegate:stage')) continue
    Object.assign(template.Metadata, { 'scopegate:stage': { ...stages.staging, ...other } })
  }
  expect(new Set(breachesOf(stages.staging, stacks).map((breach) => breach.rule.id))).toEqual(new Set([rule]))
})
