/**
 * What does not compile: half a service, and an operation of nobody.
 *
 * @module
 */
import { expect, test } from 'vitest'
import type { HandlersOf } from '../handlers.ts'
import { createApp } from './app.ts'
import type { AppDeps } from './context.ts'

const deps: AppDeps = {
  verify: () => Promise.resolve({ kind: 'rejected', rejection: { reason: 'malformed' } }),
  now: () => 0,
  log: () => undefined,
}
const respond = () => new Response()
const account: HandlersOf<'account'> = { getAccess: respond, getProfile: respond, getHealth: respond }
const recharge: HandlersOf<'recharge'> = {
  createRecharge: respond,
  listRecharges: respond,
  getRecharge: respond,
  getWallet: respond,
  listWalletEntries: respond,
  openOrg: respond,
  creditWallet: respond,
}

test('whole services make an application, one or several', () => {
  expect([createApp(account, deps), createApp({ ...account, ...recharge }, deps)]).toHaveLength(2)
})

test('handlers that are written in place know their context', () => {
  const app = createApp(
    {
      getAccess: (c) => c.json({ sub: c.var.caller.sub }),
      getProfile: (c) => c.text(c.var.requestId),
      getHealth: respond,
    },
    deps,
  )
  expect(app).toBeDefined()
})

test('half a service does not compile', () => {
  // @ts-expect-error `getProfile` and `getHealth` are missing
  expect(createApp({ getAccess: respond }, deps)).toBeDefined()
  const { getWallet } = recharge
  // @ts-expect-error the rest of the recharge service is missing
  expect(createApp({ ...account, getWallet }, deps)).toBeDefined()
})

test('an operation that the contract does not have does not compile', () => {
  // @ts-expect-error there is no such operation
  expect(createApp({ ...account, dropTables: respond }, deps)).toBeDefined()
})
