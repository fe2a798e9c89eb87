import { describe, expect, test } from 'vitest'
import { assembly, ofType } from './support/template.ts'

interface TableProperties {
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[]
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[]
  readonly BillingMode: string
  readonly DeletionProtectionEnabled?: boolean
  readonly PointInTimeRecoverySpecification?: unknown
  readonly TimeToLiveSpecification?: unknown
}

const { data } = assembly()
const tables = ofType<TableProperties>(data, 'AWS::DynamoDB::Table')

const keys = { Inventory: ['org', 'sku'], Wallets: ['org', 'item'], Recharges: ['org', 'id'], Idempotency: ['key'] }

test('the data stack holds these tables and nothing else', () => {
  expect(Object.values(data.Resources).map(({ Type }) => Type)).toEqual(
    Object.keys(keys).map(() => 'AWS::DynamoDB::Table'),
  )
})

describe.each(Object.entries(keys))('the table %s', (name, columns) => {
  const table = tables.find(({ Metadata }) => Metadata['aws:cdk:path'] === `ScopegateData/${name}/Resource`)
  if (table === undefined) throw new Error(`The table ${name} is missing`)
  const { Properties } = table

  test('is keyed as the services expect', () => {
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
    expect([table.DeletionPolicy, table.UpdateReplacePolicy]).toEqual(['Retain', 'Retain'])
    expect(Properties.BillingMode).toBe('PAY_PER_REQUEST')
  })

  test('forgets rows only if they are idempotency keys', () => {
    expect(Properties.TimeToLiveSpecification).toEqual(
      name === 'Idempotency' ? { AttributeName: 'expires_at', Enabled: true } : undefined,
    )
  })
})
