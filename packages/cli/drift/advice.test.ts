import { expectedSystem } from '@scopegate/analysis/deployed/expected'
import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { adviceFor } from './advice.ts'
import type { Situation } from './commands.ts'

const situation: Situation = {
  expected: expectedSystem(contract),
  live: {
    system: { pools: {}, apis: {} },
    apis: new Map(),
    triggerFunctions: new Map(),
    settings: new Map(),
    facts: [],
  },
  owned: {
    pools: new Map(),
    clients: new Map(),
    apis: new Map(),
    routes: new Map(),
    authorizers: new Set(),
    triggers: new Map(),
  },
  session: { isLocal: false, flags: () => [], ownFlags: () => [] },
}

const gone = (pool: string, client: string) =>
  adviceFor(
    {
      kind: 'client_missing',
      direction: 'closes',
      where: { in: 'client', pool, client },
      expected: 'there',
      found: 'not there',
    },
    situation,
  ).act

test('the last client of a pool cannot leave the catalog: another one comes first', () => {
  expect(gone('admin', 'admin-portal')).toMatch(/^the pool has no other: write a second app client .* first/)
  expect(gone('garage', 'garage-web')).toMatch(/^take it out of scopes\/catalog\.ts, deploy, put it back/)
})

test('a route that is gone from an API that is gone has no command, and CloudFormation is asked', () => {
  const where = { in: 'route', pool: 'partner', route: 'GET /v1/access' } as const
  const finding = { kind: 'route_missing', direction: 'closes', where, expected: '', found: '' } as const
  expect(adviceFor(finding, situation)).toMatchObject({
    cause: 'deleted by hand',
    act: 'a change set that reverts drift makes CloudFormation’s own again',
    command: null,
  })
})
