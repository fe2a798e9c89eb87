/**
 * What a service developer cannot get wrong, because it does not compile. See `contract.test.ts` for how this works.
 *
 * @module
 */
import type { Caller, Handler, Handlers, HandlersOf, OrgId } from '@scopegate/http'
import type { contract } from '@scopegate/scopes/contract'
import { expect, expectTypeOf, test } from 'vitest'

const respond = () => new Response()

test('a handler that is missing does not compile', () => {
  // @ts-expect-error every other operation has none
  const handlers: Handlers<typeof contract> = { getHealth: respond }
  // @ts-expect-error `getProfile` and `getHealth` are missing
  const account: HandlersOf<typeof contract, 'account'> = { getAccess: respond }
  expect([handlers, account]).toHaveLength(2)
})

test('a handler for an operation that the contract does not have does not compile', () => {
  const account: HandlersOf<typeof contract, 'account'> = {
    getAccess: respond,
    getProfile: respond,
    getHealth: respond,
    // @ts-expect-error the contract has no such operation
    getEverything: respond,
  }
  expect(account).toBeDefined()
})

test('a handler of another service does not compile', () => {
  const account: HandlersOf<typeof contract, 'account'> = {
    getAccess: respond,
    getProfile: respond,
    getHealth: respond,
    // @ts-expect-error it belongs to the inventory service
    listInventory: respond,
  }
  expect(account).toBeDefined()
})

test('a public handler has no caller to read, a protected one has', () => {
  // @ts-expect-error nobody was identified
  const health: Handler<typeof contract, 'getHealth'> = (c) => c.text(c.var.caller.sub)
  const access: Handler<typeof contract, 'getAccess'> = (c) => c.text(c.var.caller.sub)
  expect([health, access]).toHaveLength(2)
})

test('only an operation on an organization has one', () => {
  // @ts-expect-error the operation touches no organization
  const access: Handler<typeof contract, 'getAccess'> = (c) => c.text(c.var.org)
  const list: Handler<typeof contract, 'listInventory'> = (c) => c.text(c.var.org)
  expect([access, list]).toHaveLength(2)
})

test('path parameters are those of the contract', () => {
  const item: Handler<typeof contract, 'getInventoryItem'> = (c) => c.text(c.req.param('sku'))
  // @ts-expect-error the path says `{sku}`
  const typo: Handler<typeof contract, 'getInventoryItem'> = (c) => c.text(c.req.param('skoo'))
  expect([item, typo]).toHaveLength(2)
})

test('a string is no organization and a record no caller', () => {
  expectTypeOf<string>().not.toExtend<OrgId>()
  // @ts-expect-error only a verified token makes an OrgId
  const org: OrgId = 'org_acme'
  // @ts-expect-error only the verifier makes callers
  const caller: Caller = {
    kind: 'unbound',
    sub: '1',
    clientId: '1',
    client: 'admin-portal',
    pool: 'admin',
    role: 'operator',
    scopes: new Set(),
    expiresAt: 0,
  }
  expect([org, caller]).toHaveLength(2)
})

test('a person has no e-mail and raw claims are out of reach', () => {
  // @ts-expect-error profile data is looked up by sub
  const email = (caller: Caller) => caller.email
  // @ts-expect-error no claims
  const claims = (caller: Caller) => caller.claims
  expect([email, claims]).toHaveLength(2)
})
