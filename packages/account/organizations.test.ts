import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { documentClient } from '@scopegate/dynamo'
import type { OrgId } from '@scopegate/http'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createOrganizations } from './organizations.ts'

const aws = mockClient(DynamoDBDocumentClient)
afterEach(() => aws.reset())

// Only a verified caller or the path of an operation gives one; a test of data makes its own.
const org = 'org_north' as OrgId
const options = { client: documentClient({}), table: 'Organizations', now: () => 1_800_000_000_000 }
const organizations = createOrganizations({ ...options, terms: { country: z.enum(['DE', 'FR']) } })
const opened_at = '2027-01-15T08:00:00.000Z'
const north = { name: 'North', country: 'DE' } as const

const standing = (row: object) => {
  aws.on(PutCommand).rejects(new ConditionalCheckFailedException({ message: 'm', $metadata: {} }))
  aws.on(GetCommand).resolves({ Item: { ...row } })
}

describe('open()', () => {
  test('writes the terms with the time, under the condition that there is no such row', async () => {
    aws.on(PutCommand).resolves({})
    expect(await organizations.open(org, north)).toEqual({
      organization: { org, ...north, opened_at },
      created: true,
    })
    expect(aws.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Organizations',
      Item: { org, ...north, opened_at },
      ConditionExpression: 'attribute_not_exists(#org)',
    })
  })

  test('finds the organization open on the same terms, in whatever order they are stored', async () => {
    standing({ opened_at: 'earlier', country: 'DE', org, name: 'North' })
    expect(await organizations.open(org, north)).toEqual({
      organization: { org, ...north, opened_at: 'earlier' },
      created: false,
    })
  })

  test.each([
    { what: 'another name', row: { ...north, name: 'South' } },
    { what: 'another further term', row: { ...north, country: 'FR' } },
    { what: 'a term less', row: { name: 'North' } },
    { what: 'a term more', row: { ...north, city: 'Kiel' } },
  ])('refuses one that is open with $what, and names the fields', async ({ row }) => {
    standing({ org, opened_at, ...row })
    await expect(organizations.open(org, north)).rejects.toMatchObject({
      code: 'org_conflict',
      options: { detail: expect.stringContaining('another `name` or `country`:') as string },
    })
  })
})

test('the schema knows the name and the further terms, and no other field', () => {
  expect(organizations.schema.safeParse({ name: ' North ', country: 'DE' }).data).toEqual(north)
  for (const body of [{ name: 'North' }, { ...north, country: 'XX' }, { ...north, opened_at }, { ...north, org }]) {
    expect(organizations.schema.safeParse(body).success).toBe(false)
  }
  const plain = createOrganizations({ ...options, terms: {} })
  expect(plain.schema.safeParse({ name: 'North' }).success).toBe(true)
  expect(plain.schema.safeParse(north).success).toBe(false)
})

test('the product’s own names are no further terms', () => {
  // @ts-expect-error `org` comes from the path
  createOrganizations({ ...options, terms: { org: z.string() } })
  // @ts-expect-error `opened_at` is the clock's
  createOrganizations({ ...options, terms: { opened_at: z.string() } })
})

test('isOpen() is a check of the row, with the terms that it is given', () => {
  expect(organizations.isOpen(org, {})).toEqual({
    ConditionCheck: {
      TableName: 'Organizations',
      Key: { org },
      ConditionExpression: 'attribute_exists(#org)',
      ExpressionAttributeNames: { '#org': 'org' },
    },
  })
  expect(organizations.isOpen(org, { country: 'DE' })).toMatchObject({
    ConditionCheck: {
      ConditionExpression: 'attribute_exists(#org) AND #t0 = :t0',
      ExpressionAttributeNames: { '#org': 'org', '#t0': 'country' },
      ExpressionAttributeValues: { ':t0': 'DE' },
    },
  })
})
