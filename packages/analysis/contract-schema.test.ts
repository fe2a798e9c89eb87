import type { Contract } from '@scopegate/contract'
import { contract, general } from '@scopegate/testing/fleet/contract'
import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { ContractSchema } from './contract-schema.ts'
import { changed } from './rules/cases/case.ts'
import { contractCases } from './rules/cases/contract.ts'
import { operationRowCases } from './rules/cases/operation-rows.ts'
import { rowCases } from './rules/cases/rows.ts'
import { judgeRows, rules } from './rules/index.ts'

type Deep<Value> = Value extends readonly (infer Entry)[]
  ? readonly Deep<Entry>[]
  : Value extends object
    ? { readonly [Field in keyof Value]: Deep<Value[Field]> }
    : Value

test('the schema and the type of a contract are one form', () => {
  expectTypeOf<z.output<typeof ContractSchema>>().toExtend<Contract>()
  // A table’s actions may be `undefined` to the type checker, which no value is.
  const { services: _, ...back }: Omit<Contract, 'services'> & { services: unknown } = general
  expectTypeOf(back).toExtend<Omit<Deep<z.output<typeof ContractSchema>>, 'services'>>()
})

test('a contract that a type checker passed fits the schema, and loses nothing by it', () => {
  expect(ContractSchema.parse(contract)).toEqual(contract)
})

test('what no row rule breaks fits the schema: a later rule may take the form for granted', () => {
  const all = [...rowCases, ...operationRowCases, ...contractCases]
    .flatMap(({ breaks, keeps }) => [...breaks, ...keeps])
    .map(changed)
  const whole = all.filter((each) => judgeRows(rules, each).length === 0)
  expect(whole.length).toBeGreaterThan(50)
  expect(whole.filter((each) => !ContractSchema.safeParse(each).success)).toEqual([])
})

test('nothing that is no contract at all makes a rule throw', () => {
  for (const value of [undefined, null, 5, 'text', [], {}, { pools: [], operations: 'none', allowed: {} }]) {
    expect(judgeRows(rules, value).length).toBeGreaterThan(0)
  }
})
