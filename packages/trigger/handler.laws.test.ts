import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHandler, type LogEntry } from './handler.ts'
import { eventFor } from './testing/arbitraries.ts'
import { machineEvent, personEvent } from './testing/events.ts'
import { contract, index } from './testing/fleet.ts'

/** What an access token's claims may not be changed to, added or suppressed (Developer Guide, claims table). */
const reserved = [
  'username',
  'sub',
  'client_id',
  'event_id',
  'device_key',
  'version',
  'acr',
  'amr',
  'auth_time',
  'azp',
  'exp',
  'iat',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'token_use',
  'aud',
  'scope',
  'cognito:groups',
  'cognito:username',
  'identities',
  'at_hash',
]

/** A whole event of a client of the contract, with that client's pool. */
const cognitoEvent = fc.constantFrom(...index.clients).chain((client) =>
  eventFor(client).map(({ scopes, userAttributes, triggerSource }) => ({
    client,
    attributes: userAttributes,
    event:
      client.kind === 'machine'
        ? machineEvent({ clientId: 'id', scopes })
        : personEvent({ clientId: 'id', scopes, attributes: userAttributes, triggerSource }),
  })),
)

type Drawn = typeof cognitoEvent extends fc.Arbitrary<infer T> ? T : never

async function answerTo({ client, event }: Drawn) {
  const logged: LogEntry[] = []
  const handler = createHandler({
    contract,
    pool: client.pool,
    directory: { nameOf: async () => client.name },
    log: (entry) => logged.push(entry),
  })
  return { answer: await handler(event), logged }
}

test('the answer names no claim but org_id and role, none that is reserved, nothing for ID tokens and no groups', async () => {
  await fc.assert(
    fc.asyncProperty(cognitoEvent, async (drawn) => {
      const { response } = (await answerTo(drawn)).answer
      expect(Object.keys(response)).toEqual(['claimsAndScopeOverrideDetails'])
      const details: object = response.claimsAndScopeOverrideDetails
      expect(Object.keys(details)).toEqual(['accessTokenGeneration'])
      const { claimsToAddOrOverride, ...rest } = response.claimsAndScopeOverrideDetails.accessTokenGeneration
      expect(Object.keys(rest).sort()).toEqual(['scopesToAdd', 'scopesToSuppress'])
      for (const claim of Object.keys(claimsToAddOrOverride)) {
        expect(['org_id', 'role']).toContain(claim)
        expect(reserved).not.toContain(claim)
      }
    }),
  )
})

test('nothing of the person’s e-mail, phone or name is in the answer’s response or in the log', async () => {
  await fc.assert(
    fc.asyncProperty(cognitoEvent, async (drawn) => {
      const { answer, logged } = await answerTo(drawn)
      const written = JSON.stringify([answer.response, logged])
      const { 'custom:org_id': _, 'custom:role': __, ...personal } = drawn.attributes
      for (const value of Object.values(personal)) expect(written).not.toContain(value)
      expect(JSON.stringify(logged)).not.toMatch(/org_(north|south)/)
    }),
  )
})

test('the same event twice gets the same answer, and is not changed itself', async () => {
  await fc.assert(
    fc.asyncProperty(cognitoEvent, async (drawn) => {
      const before = structuredClone(drawn.event)
      const first = await answerTo(drawn)
      expect(await answerTo(drawn)).toEqual(first)
      expect(drawn.event).toEqual(before)
    }),
  )
})

test('the answer is the whole event with nothing but its response changed', async () => {
  await fc.assert(
    fc.asyncProperty(cognitoEvent, async (drawn) => {
      const { response: _, ...rest } = (await answerTo(drawn)).answer
      const { response: __, ...sent } = drawn.event
      expect(rest).toEqual(sent)
    }),
  )
})
