/** The first test of a new system. */
import { capital, type Words } from './words.ts'
import type { Files } from './write.ts'

const access = ({
  thing,
  things,
}: Words): string => `import { machine, person, startDatabase, type TestApi, type TestDatabase, testApi } from '@scopegate/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '../scopes/contract.ts'
import { compose } from '../services/${things}/index.ts'

// A real DynamoDB, really signed tokens, the real guard.
let database: TestDatabase
let api: TestApi

beforeAll(async () => {
  database = await startDatabase(contract)
  api = await testApi(contract, compose(database.environment))
})
afterAll(() => database.stop())

const manager = person(contract, { pool: 'customers', role: 'manager', org: 'org_first' })
const member = person(contract, { pool: 'customers', role: 'member', org: 'org_first' })
const elsewhere = person(contract, { pool: 'customers', role: 'member', org: 'org_second' })

test('a manager adds a ${thing}, and the people and machines of the organization see it', async () => {
  expect((await api.as(manager).put('/v1/${things}/one', { json: { title: 'One' } })).status).toBe(200)
  for (const caller of [member, machine(contract, 'importer')]) {
    expect(await (await api.as(caller).get('/v1/${things}')).json()).toEqual({ items: [{ id: 'one', title: 'One' }] })
  }
  expect(await (await api.as(elsewhere).get('/v1/${things}')).json()).toEqual({ items: [] })
})

test('put${capital(thing)} is refused with 403 scope_insufficient for a member', async () => {
  const answer = await api.as(member).put('/v1/${things}/one', { json: { title: 'Mine' } })
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'scope_insufficient' }])
})

test('list${capital(things)} is refused with 401 without a token, and for an ID token', async () => {
  expect((await api.anonymous.get('/v1/${things}')).status).toBe(401)
  const answer = await api.as(member, { tokenUse: 'id' }).get('/v1/${things}')
  expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'id_token_sent' }])
})
`

/** `test/`. */
export const testFiles = (words: Words): Files => ({ 'test/access.test.ts': access(words) })
