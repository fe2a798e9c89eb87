import { expect, test } from 'vitest'
import type { ClientDirectory } from './client-directory.ts'
import { createHandler, type LogEntry } from './handler.ts'
import { refusals } from './refusal.ts'
import { machineEvent, personEvent } from './testing/events.ts'
import { contract } from './testing/fleet.ts'

const names = new Map([
  ['web1', 'garage-web'],
  ['portal1', 'admin-portal'],
  ['old1', 'garage-legacy'],
])

const known: ClientDirectory = { nameOf: async (id) => names.get(id) }

function start(directory: ClientDirectory = known) {
  const logged: LogEntry[] = []
  return { logged, handler: createHandler({ contract, pool: 'garage', directory, log: (entry) => logged.push(entry) }) }
}

const owner = { 'custom:org_id': 'org_north', 'custom:role': 'owner' }
const event = personEvent({ clientId: 'web1', scopes: ['openid', 'deposit/read:deposit', 'x/y'], attributes: owner })

test('the handler gives the whole event back with our answer in it', async () => {
  expect(await start().handler(event)).toEqual({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: { org_id: 'org_north', role: 'owner' },
          scopesToAdd: [],
          scopesToSuppress: ['x/y'],
        },
      },
    },
  })
})

test('the handler writes one line for a token that is issued', async () => {
  const { handler, logged } = start()
  await handler(event)
  expect(logged).toEqual([
    {
      event: 'token_decision',
      level: 'info',
      outcome: 'issued',
      pool: 'garage',
      client: 'garage-web',
      clientId: 'web1',
      triggerSource: 'TokenGeneration_HostedAuth',
      reason: 'assigned',
      granted: 1,
      suppressed: 1,
    },
  ])
})

test('the handler warns of a person who has no valid role', async () => {
  const { handler, logged } = start()
  await handler(personEvent({ clientId: 'web1', scopes: [], attributes: { ...owner, 'custom:role': 'boss' } }))
  expect(logged).toMatchObject([{ level: 'warn', outcome: 'issued', reason: 'role_not_of_pool', granted: 0 }])
})

test.each([
  ['an event of version 1', { ...event, version: '1' }, 'event_unsupported'],
  ['a client that the directory does not know', personEvent({ clientId: 'nobody', scopes: [] }), 'client_unknown'],
  ['a client that the contract does not have', personEvent({ clientId: 'old1', scopes: [] }), 'client_unknown'],
  ['a client of another pool', personEvent({ clientId: 'portal1', scopes: [] }), 'client_of_other_pool'],
  ['client credentials of people', machineEvent({ clientId: 'web1', scopes: [] }), 'machine_at_people_client'],
] as const)('the handler refuses %s, tells the person only the sentence and the log why', async (_, bad, reason) => {
  const { handler, logged } = start()
  await expect(handler(bad)).rejects.toMatchObject({ name: 'TokenRefused', reason, message: refusals[reason] })
  expect(logged).toMatchObject([{ level: 'error', outcome: 'refused', pool: 'garage', reason }])
})

test('the handler says "try again" and no more when something of ours breaks', async () => {
  const { handler, logged } = start({
    nameOf: () => Promise.reject(new RangeError('db-internal-7 exploded')),
  })
  await expect(handler(event)).rejects.toThrow(/^Sign-in is temporarily unavailable, try again in a moment$/)
  expect(logged).toMatchObject([{ reason: 'internal', detail: 'RangeError: db-internal-7 exploded', clientId: 'web1' }])
})
