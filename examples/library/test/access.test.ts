import { machine, person, startDatabase, type TestApi, type TestDatabase, testApi } from '@scopegate/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '../scopes/contract.ts'
import { compose } from '../services/books/index.ts'

// A real DynamoDB, really signed tokens, the real guard.
let database: TestDatabase
let api: TestApi

beforeAll(async () => {
  database = await startDatabase(contract)
  api = await testApi(
    contract,
    compose({ ...database.environment, REMINDERS_QUEUE: 'http://127.0.0.1:9/000000000000/reminders' }),
  )
})
afterAll(() => database.stop())

const manager = person(contract, { pool: 'customers', role: 'manager', org: 'org_first' })
const member = person(contract, { pool: 'customers', role: 'member', org: 'org_first' })
const elsewhere = person(contract, { pool: 'customers', role: 'member', org: 'org_second' })

test('a manager adds a book, and the people and machines of the organization see it', async () => {
  expect((await api.as(manager).put('/v1/books/one', { json: { title: 'One' } })).status).toBe(200)
  for (const caller of [member, machine(contract, 'importer')]) {
    expect(await (await api.as(caller).get('/v1/books')).json()).toEqual({ items: [{ id: 'one', title: 'One' }] })
  }
  expect(await (await api.as(elsewhere).get('/v1/books')).json()).toEqual({ items: [] })
})

test('putBook is refused with 403 scope_insufficient for a member', async () => {
  const answer = await api.as(member).put('/v1/books/one', { json: { title: 'Mine' } })
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'scope_insufficient' }])
})

test('listBooks is refused with 401 without a token, and for an ID token', async () => {
  expect((await api.anonymous.get('/v1/books')).status).toBe(401)
  const answer = await api.as(member, { tokenUse: 'id' }).get('/v1/books')
  expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'id_token_sent' }])
})
