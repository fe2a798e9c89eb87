import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createApp } from '@scopegate/http/app/app'
import type { Caller } from '@scopegate/http/caller'
import { contract } from '@scopegate/scopes/contract'
import { allClients, scopesOfClient } from '@scopegate/scopes/lookup'
import { operations } from '@scopegate/scopes/operations'
import { expect, test } from 'vitest'
import { accountHandlers } from './handlers.ts'
import { createOrganizations } from './organizations.ts'

const { scope } = operations.getProfile.access

test('no machine may hold the scope of getProfile', () => {
  const machines = allClients.filter(({ kind }) => kind === 'machine')
  expect(machines.length).toBeGreaterThan(0)
  expect(machines.filter((client) => scopesOfClient(client).includes(scope))).toEqual([])
})

// Whoever asks it fails.
const noOrganizations = createOrganizations({
  client: DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1', endpoint: 'http://127.0.0.1:1' })),
  table: 'none',
  terms: {},
  now: Date.now,
})

test('were a mistake in the catalog to give it one, getProfile would refuse it before any look-up', async () => {
  const asked: string[] = []
  const handlers = accountHandlers({
    organizations: noOrganizations,
    findProfile: async (_, sub) => {
      asked.push(sub)
      return { sub }
    },
    now: Date.now,
  })
  // Only the verifier makes callers, and no token makes it make this one: the test puts the mistake behind it.
  const caller = {
    kind: 'machine',
    pool: 'partner',
    client: 'acme-fulfilment',
    org: 'org_acme',
    sub: 'm',
    clientId: 'm',
  }
  const mistaken = { ...caller, role: 'partner', scopes: new Set([scope]), expiresAt: 0 } as unknown as Caller
  const verify = async () => ({ kind: 'verified', caller: mistaken }) as const
  const app = createApp(contract, handlers, { verify, now: Date.now, log: () => undefined })
  const answer = await app.request('/v1/me', { headers: { authorization: 'Bearer any' } })
  expect([answer.status, await answer.json(), asked]).toEqual([
    403,
    expect.objectContaining({ code: 'caller_kind_refused' }),
    [],
  ])
})
