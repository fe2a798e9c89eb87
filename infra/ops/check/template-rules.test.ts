/**
 * Each rule over templates, on the template that this working tree really makes, with one thing edited.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contract } from '@scopegate/scopes/contract'
import { judgeTemplate, rules, soundContract } from '@scopegate/scopes/rules'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadTemplates } from '../template/load.ts'
import { readSystem } from '../template/read.ts'
import { synthesizeTemplates } from '../template/synthesize.ts'
import { apiCases } from './cases/apis.ts'
import { identityCases } from './cases/identity.ts'
import type { EditableTemplate, TemplateEdit } from './cases/template-case.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'scopegate-rules-'))
const file = join(folder, 'Scopegate.template.json')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let synthesized: EditableTemplate

beforeAll(async () => {
  const main = (await synthesizeTemplates(root)).find(({ name }) => name === 'Scopegate')
  if (main === undefined) throw new Error('There is no stack `Scopegate`')
  synthesized = structuredClone(main)
})

/** The ids of the rules that the edited template breaks, read from a file as the command does. */
function broken(edit: TemplateEdit): readonly string[] {
  const template = structuredClone(synthesized)
  edit(template)
  writeFileSync(file, JSON.stringify(template))
  const breaches = judgeTemplate(rules, soundContract(contract), readSystem(loadTemplates(file)))
  return [...new Set(breaches.map(({ rule }) => rule.id))].sort()
}

const cases = [...apiCases, ...identityCases].sort((one, other) => one.rule.localeCompare(other.rule))

test('every rule over templates has a case that breaks it and one that does not', () => {
  expect(cases.map(({ rule }) => rule)).toEqual(rules.filter(({ on }) => on === 'template').map(({ id }) => id))
  const lacking = cases.filter(({ breaks, keeps }) => [breaks, keeps].some((each) => Object.keys(each).length === 0))
  expect(lacking.map(({ rule }) => rule)).toEqual([])
})

test('the template that is really made breaks none', () => {
  expect(broken(() => undefined)).toEqual([])
})

test.each(
  cases.flatMap(({ rule, breaks, also = [] }) =>
    Object.entries(breaks).map(([what, edit]) => ({ rule, what, edit, also })),
  ),
)('$rule is broken, and no other, by $what', ({ rule, edit, also }) => {
  const ids = broken(edit)
  expect(ids).toContain(rule)
  expect(ids.filter((id) => id !== rule && !also.includes(id))).toEqual([])
})

test.each(cases.flatMap(({ rule, keeps }) => Object.entries(keeps).map(([what, edit]) => ({ rule, what, edit }))))(
  '$rule is kept, as every rule is, by $what',
  ({ edit }) => {
    expect(broken(edit)).toEqual([])
  },
)
