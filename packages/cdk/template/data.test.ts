import { pascalCase, type TableSpec } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { describe, expect, test } from 'vitest'
import { assembly, ofType } from '../testing/template.ts'

interface TableProperties {
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[]
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[]
  readonly BillingMode: string
  readonly DeletionProtectionEnabled?: boolean
  readonly PointInTimeRecoverySpecification?: unknown
  readonly TimeToLiveSpecification?: unknown
}

const { data } = await assembly()
const tables = ofType<TableProperties>(data, 'AWS::DynamoDB::Table')

const rows = Object.entries<TableSpec>(contract.tables)

test('the data stack holds these tables and nothing else', () => {
  expect(Object.values(data.Resources).map(({ Type }) => Type)).toEqual(rows.map(() => 'AWS::DynamoDB::Table'))
})

describe.each(rows)('the table %s', (name, row) => {
  const columns = [row.partitionKey, row.sortKey].filter((key) => key !== undefined)
  const table = tables.find(({ Metadata }) => Metadata['aws:cdk:path'] === `FleetData/${pascalCase(name)}/Resource`)
  if (table === undefined) throw new Error(`The table ${name} is missing`)
  const { Properties } = table

  test('is keyed as its row says', () => {
    const [hash, range] = columns
    expect(Properties.KeySchema).toEqual([
      { AttributeName: hash, KeyType: 'HASH' },
      ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
    ])
    expect(Properties.AttributeDefinitions).toEqual(
      columns.map((column) => ({ AttributeName: column, AttributeType: 'S' })),
    )
  })

  test('can be restored to any second, cannot be deleted, and outlives its stack', () => {
    expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true })
    expect(Properties.DeletionProtectionEnabled).toBe(true)
    expect([table.DeletionPolicy, table.UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain'])
    expect(Properties.BillingMode).toBe('PAY_PER_REQUEST')
  })

  test('forgets rows only if its row says so', () => {
    expect(Properties.TimeToLiveSpecification).toEqual(
      row.timeToLive === undefined ? undefined : { AttributeName: row.timeToLive, Enabled: true },
    )
  })
})
