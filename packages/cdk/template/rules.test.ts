/**
 * The rules over templates, which have their own tests with planted faults, on the template that the constructs make: what
 * they judge is not stated here again.
 */
import { judgeTemplate, rules, soundContract } from '@scopegate/analysis/rules/index'
import { readSystem } from '@scopegate/analysis/template/read'
import { loadTemplates } from '@scopegate/template'
import { general as contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { assembly } from './support/template.ts'

const { directory } = await assembly()

test('no rule finds anything in a template of the constructs', () => {
  expect(judgeTemplate(rules, soundContract(contract), readSystem(loadTemplates(directory)))).toEqual([])
})
