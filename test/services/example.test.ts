import { expect, test } from 'vitest'
import { machine, user } from '../support/principals.ts'
import { useWorld } from './support/world.ts'

// A real DynamoDB for this file, with the services on it.
const world = useWorld()

test('putInventoryItem is refused with 403 scope_insufficient for a viewer', async () => {
  const viewer = (await world.process()).as(user({ role: 'viewer', org: 'org_acme' }))
  const answer = await viewer.put('/v1/inventory/tea', { json: { name: 'Tea', quantity: 1 } })
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'scope_insufficient' }])
})

test('a machine sees the stock of its own organization', async () => {
  const partner = (await world.process()).as(machine('acme-fulfilment'))
  expect((await partner.get('/v1/inventory')).status).toBe(200)
})
