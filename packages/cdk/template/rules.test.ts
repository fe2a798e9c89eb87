/**
 * The rules over templates, which have their own tests with planted faults, on the templates that the constructs make: what
 * they judge is not stated here again.
 */
import { judgeTemplate, rules, soundContract } from '@scopegate/analysis/rules/index'
import { readSystem } from '@scopegate/analysis/template/read'
import { stagedContract } from '@scopegate/contract'
import { loadTemplates } from '@scopegate/template'
import { contract } from '@scopegate/testing/fleet/contract'
import { stages } from '@scopegate/testing/fleet/infra/stages'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { expect, test } from 'vitest'

test.each(Object.values(stages))('no rule finds anything in the templates of the stage $name', async (stage) => {
  const system = readSystem(loadTemplates(await synthesizedFleet(stage.name)))
  expect(judgeTemplate(rules, soundContract(stagedContract(contract, stage)), system)).toEqual([])
})
