/**
 * Answers of AWS that no local database gives: conflicts, throttling, mistakes in a transaction. Only here is the
 * SDK mocked.
 */
import { ProvisionedThroughputExceededException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { compose } from '@scopegate/services/recharge/index'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, expect, test } from 'vitest'
import { testApi, user } from '../support/principals.ts'
import { tables } from './support/dynamodb.ts'
import { freshKey } from './support/world.ts'

const spend = { account: 'a', amount: 10, currency: 'EUR' }
const owner = user({ role: 'owner', org: 'org_acme' })
const aws = mockClient(DynamoDBDocumentClient)
afterEach(() => aws.reset())
const about = { message: 'm', $metadata: {} }
const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({ ...about, CancellationReasons: codes.map((Code) => ({ Code })) })
const wallet = { balance: 100, currency: 'EUR', version: 1 }
const post = async () => {
  const api = await testApi(compose(tables))
  return api.as(owner).post('/v1/recharges', { json: spend, headers: freshKey() })
}
const withWallet = () => {
  aws.on(GetCommand, { TableName: tables.IDEMPOTENCY_TABLE }).resolves({})
  aws.on(GetCommand, { TableName: tables.WALLETS_TABLE }).resolves({ Item: wallet })
}

test('createRecharge tries again after conflicts with another transaction', async () => {
  withWallet()
  aws
    .on(TransactWriteCommand)
    .rejectsOnce(cancelled('None', 'TransactionConflict', 'None', 'None'))
    .rejectsOnce(cancelled('None', 'ThrottlingError', 'None', 'None'))
    .rejectsOnce(cancelled('None', 'ConditionalCheckFailed', 'None', 'None'))
    .resolves({})
  expect((await post()).status).toBe(201)
  expect(aws.commandCalls(TransactWriteCommand)).toHaveLength(4)
})

test('createRecharge reads the wallet anew before it tries again', async () => {
  aws.on(GetCommand, { TableName: tables.IDEMPOTENCY_TABLE }).resolves({})
  aws
    .on(GetCommand, { TableName: tables.WALLETS_TABLE })
    .resolvesOnce({ Item: wallet })
    .resolves({ Item: { ...wallet, version: 2, balance: 9 } })
  aws.on(TransactWriteCommand).rejects(cancelled('None', 'ConditionalCheckFailed', 'None', 'None'))
  expect((await post()).status).toBe(409)
  expect(aws.commandCalls(TransactWriteCommand)).toHaveLength(1)
})

test('createRecharge gives up with 503 and Retry-After when conflicts do not end', async () => {
  withWallet()
  aws.on(TransactWriteCommand).rejects(cancelled('None', 'TransactionConflict', 'None', 'None'))
  const began = performance.now()
  const answer = await post()
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  // The conflicts never end, so only the deadline does; the rest is room for a busy machine.
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(aws.commandCalls(TransactWriteCommand).length).toBeGreaterThan(3)
})

test('createRecharge gives up with 409 and Retry-After when another request holds the row of its key', async () => {
  withWallet()
  aws.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'None', 'None', 'None'))
  const answer = await post()
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([409, '1'])
  expect(await answer.json()).toMatchObject({ code: 'idempotency_in_progress' })
  expect(aws.commandCalls(TransactWriteCommand).length).toBeGreaterThan(3)
})

test('createRecharge answers 503 when the table is throttled', async () => {
  withWallet()
  aws.on(TransactWriteCommand).rejects(new ProvisionedThroughputExceededException(about))
  expect((await post()).status).toBe(503)
})

test('createRecharge answers 500, and does not try again, when our own transaction is wrong', async () => {
  withWallet()
  aws.on(TransactWriteCommand).rejects(cancelled('ValidationError', 'None', 'None', 'None'))
  expect((await post()).status).toBe(500)
  expect(aws.commandCalls(TransactWriteCommand)).toHaveLength(1)
})
