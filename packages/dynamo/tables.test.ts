import { contract } from '@scopegate/testing/fleet/contract'
import { describe, expect, test } from 'vitest'
import { documentClient } from './client.ts'
import { tablesOf } from './tables.ts'

const environment = { FLEET_TABLE: 'Data-Fleet-1', IDEMPOTENCY_TABLE: 'Data-Idempotency-1', DEPOSITS_TABLE: 'other' }

describe('tablesOf()', () => {
  test('gives the tables of the service’s row, and no other, as the environment names them', () => {
    expect(tablesOf(contract, 'fleet', environment)).toEqual({
      fleet: 'Data-Fleet-1',
      idempotency: 'Data-Idempotency-1',
    })
  })

  test.each([
    { when: 'is missing', text: undefined },
    { when: 'is empty', text: '' },
    { when: 'is no table’s name', text: 'a table' },
  ])('names the variable that $when', ({ text }) => {
    expect(() => tablesOf(contract, 'fleet', { ...environment, IDEMPOTENCY_TABLE: text })).toThrow(
      /^`IDEMPOTENCY_TABLE` is not /,
    )
  })

  test('knows by type which tables a row names', () => {
    const { organizations } = tablesOf(contract, 'account', { ORGANIZATIONS_TABLE: 'organizations' })
    expect(organizations).toBe('organizations')
    // @ts-expect-error the row of `fleet` names no such table
    const { deposits } = tablesOf(contract, 'fleet', environment)
    expect(deposits).toBeUndefined()
    // @ts-expect-error the contract has no such service
    expect(tablesOf(contract, 'workshop', environment)).toEqual({})
  })
})

test('documentClient() names `DYNAMODB_ENDPOINT` when it is no address', () => {
  expect(() => documentClient({ DYNAMODB_ENDPOINT: 'nowhere' })).toThrow(
    '`DYNAMODB_ENDPOINT` is not valid: must be an http or https address',
  )
})
