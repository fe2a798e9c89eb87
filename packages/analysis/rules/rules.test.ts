import type { Contract } from '@scopegate/contract/contract'
import { general as contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { changed, type Edit, type RuleCase } from './cases/case.ts'
import { contractCases } from './cases/contract.ts'
import { operationRowCases } from './cases/operation-rows.ts'
import { rowCases } from './cases/rows.ts'
import catalog from './catalog.json' with { type: 'json' }
import { judgeContract, judgeRows, rules, soundContract } from './index.ts'
import * as life from './shared/token-life.ts'

const idsOf = (contract: Contract): readonly string[] => {
  const broken = judgeRows(rules, contract)
  // A contract whose rows are broken is judged no further, as everywhere.
  const all = broken.length > 0 ? broken : judgeContract(rules, soundContract(contract))
  return [...new Set(all.map(({ rule }) => rule.id))].sort()
}

const cases: readonly RuleCase[] = [...rowCases, ...operationRowCases, ...contractCases].sort((one, other) =>
  one.rule.localeCompare(other.rule),
)

test('the fleet’s contract breaks no rule, and neither does the one that the cases change', () => {
  expect([...judgeRows(rules, contract), ...judgeContract(rules, soundContract(contract))]).toEqual([])
  expect(idsOf(changed([]))).toEqual([])
})

test('every rule of the catalog has a judge, an id of its own and a severity that is one', () => {
  expect(rules.map(({ name }) => name)).toEqual(Object.keys(catalog))
  expect(rules.filter(({ id }) => !/^RS\d{3}$/.test(id))).toEqual([])
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  expect([...new Set(rules.map(({ severity }) => severity))].sort()).toEqual(['error', 'warning'])
})

test('the catalog says the lives of tokens that the judges hold them to', () => {
  const { peoplesTokenMinutes: people, machinesTokenMinutes: machine, leastTokenMinutes: least } = life
  const texts = [catalog['access-token-lives-long'], catalog['deployed-token-life'], catalog['operators-sessions-long']]
  expect(texts.map(({ rule }) => rule.match(/\d+/g)?.map(Number))).toEqual([
    [people, machine],
    [least, people, machine],
    [life.operatorsRefreshDays],
  ])
})

test('every rule over the contract has a case that breaks it and one that does not', () => {
  const wanted = rules.filter(({ on }) => on !== 'template').map(({ id }) => id)
  expect(cases.map(({ rule }) => rule)).toEqual(wanted)
  const lacking = cases.filter(({ breaks, keeps }) => breaks.length === 0 || keeps.length === 0)
  expect(lacking.map(({ rule }) => rule)).toEqual([])
})

/** `pools.shop.mfa as "off"`: enough to find the case again. */
const said = (edits: readonly Edit[]) => {
  const [path, value] = edits[0] ?? [[], undefined]
  const more = edits.length > 1 ? ', and more' : ''
  return `${path.join('.')} as ${(JSON.stringify(value) ?? 'nothing').slice(0, 60)}${more}`
}

test.each(
  cases.flatMap(({ rule, breaks, also = [] }) => breaks.map((edits) => ({ rule, edits, also, what: said(edits) }))),
)('$rule is broken, and no other, by $what', ({ rule, edits, also }) => {
  const ids = idsOf(changed(edits))
  expect(ids).toContain(rule)
  expect(ids.filter((id) => id !== rule && !also.includes(id))).toEqual([])
})

test.each(cases.flatMap(({ rule, keeps }) => keeps.map((edits) => ({ rule, edits, what: said(edits) }))))(
  '$rule is kept, as every rule is, by $what',
  ({ edits }) => {
    expect(idsOf(changed(edits))).toEqual([])
  },
)
