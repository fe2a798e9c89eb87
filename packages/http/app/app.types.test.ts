/**
 * What a service developer cannot get wrong, because it does not compile. `tsc` is the judge: an unused
 * `@ts-expect-error` is an error itself. Vitest runs the file only so that it is counted.
 */
import { type Contract, defineContract, requires } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { expect, expectTypeOf, test } from 'vitest'
import type { Caller, OrgId } from '../caller.ts'
import type { Handler, Handlers, HandlersOf } from '../handlers.ts'
import { Problem, problemsOf } from '../problem.ts'
import { createApp } from './app.ts'
import type { AppDeps } from './context.ts'

type Fleet = typeof contract

const deps: AppDeps = {
  verify: () => Promise.resolve({ kind: 'rejected', rejection: { reason: 'malformed' } }),
  now: () => 0,
  log: () => undefined,
}
const respond = () => new Response()
const account: HandlersOf<Fleet, 'account'> = {
  getAccess: respond,
  getProfile: respond,
  getHealth: respond,
  openOrg: respond,
}
const fleet: HandlersOf<Fleet, 'fleet'> = {
  listFleet: respond,
  getFleetItem: respond,
  putFleetItem: respond,
  adjustFleetItem: respond,
}

/** Another system, with a scope and a service of its own. */
const shop = defineContract({
  name: 'shop',
  problemTypes: 'tag:shop.example,2026:',
  roles: { clerk: { description: 'Works in the shop' } },
  resourceServers: {
    orders: { name: 'Orders', scopes: { 'read:order': { description: 'See orders', risk: 'low', roles: ['clerk'] } } },
  },
  pools: { staff: { description: 'Staff', org: 'required', mfa: 'optional', roles: ['clerk'], clients: {} } },
  tables: {},
  services: { orders: { description: 'Orders' } },
  operations: {
    getOrder: {
      service: 'orders',
      method: 'GET',
      path: '/v1/orders/{id}',
      summary: 'Get one order',
      access: requires('read:order'),
      tenancy: 'caller',
      callers: 'everyone',
    },
  },
})

test('whole services make an application, one or several', () => {
  expect([createApp(contract, account, deps), createApp(contract, { ...account, ...fleet }, deps)]).toHaveLength(2)
})

test('handlers that are written in place know their context', () => {
  const app = createApp(
    contract,
    {
      getAccess: (c) => c.json({ sub: c.var.caller.sub }),
      getProfile: (c) => c.text(c.var.requestId),
      getHealth: respond,
      openOrg: respond,
    },
    deps,
  )
  const order = createApp(shop, { getOrder: (c) => c.text(c.req.param('id')) }, deps)
  expect([app, order]).toHaveLength(2)
})

test('half a service does not compile', () => {
  // @ts-expect-error `getProfile` and `getHealth` are missing
  expect(createApp(contract, { getAccess: respond }, deps)).toBeDefined()
  const { listFleet } = fleet
  // @ts-expect-error the rest of the fleet service is missing
  expect(createApp(contract, { ...account, listFleet }, deps)).toBeDefined()
})

test('an operation that the contract does not have does not compile', () => {
  // @ts-expect-error there is no such operation
  expect(createApp(contract, { ...account, dropTables: respond }, deps)).toBeDefined()
  // @ts-expect-error it is an operation of another contract
  expect(createApp(contract, { ...account, getOrder: respond }, deps)).toBeDefined()
  // @ts-expect-error they are the handlers of another contract
  expect(createApp(shop, account, deps)).toBeDefined()
})

test('a handler that is missing, unknown or of another service does not compile', () => {
  // @ts-expect-error every other operation has none
  const handlers: Handlers<Fleet> = { getHealth: respond }
  // @ts-expect-error `getProfile` and `getHealth` are missing
  const half: HandlersOf<Fleet, 'account'> = { getAccess: respond }
  // @ts-expect-error the contract has no such operation
  const unknown: HandlersOf<Fleet, 'account'> = { ...account, getEverything: respond }
  // @ts-expect-error it belongs to another service
  const foreign: HandlersOf<Fleet, 'account'> = { ...account, listFleet: respond }
  expect([handlers, half, unknown, foreign]).toHaveLength(4)
})

test('a public handler has no caller to read, a protected one has', () => {
  // @ts-expect-error no caller was identified
  const health: Handler<Fleet, 'getHealth'> = (c) => c.text(c.var.caller.sub)
  const access: Handler<Fleet, 'getAccess'> = (c) => c.text(c.var.caller.sub)
  expect([health, access]).toHaveLength(2)
})

test('only an operation on an organization has one', () => {
  // @ts-expect-error the operation touches no organization
  const access: Handler<Fleet, 'getAccess'> = (c) => c.text(c.var.org)
  const list: Handler<Fleet, 'listFleet'> = (c) => c.text(c.var.org)
  expect([access, list]).toHaveLength(2)
})

test('path parameters are those of the contract', () => {
  const item: Handler<Fleet, 'getFleetItem'> = (c) => c.text(c.req.param('plate'))
  // @ts-expect-error the path says `{plate}`
  const typo: Handler<Fleet, 'getFleetItem'> = (c) => c.text(c.req.param('plaet'))
  expect([item, typo]).toHaveLength(2)
})

test('a scope of another contract does not compile in this one', () => {
  const foreign = { getOrder: { ...shop.operations.getOrder, access: requires('read:fleet') } }
  // @ts-expect-error the scope is the fleet's
  expect(defineContract({ ...shop, operations: foreign })).toBeDefined()
})

test('a misspelt problem does not compile, and is an error of another class: a 500', () => {
  const problem = problemsOf(contract.problems)
  // @ts-expect-error the kit has no such problem
  expect(() => new Problem('not_fuond')).toThrow('There is no problem `not_fuond`')
  // @ts-expect-error it is the system's, not the kit's
  expect(() => new Problem('deposit_full')).toThrow('There is no problem')
  // @ts-expect-error the contract has no such problem
  expect(() => problem('deposit_fulll')).toThrow('There is no problem')
  // @ts-expect-error an inherited name is none
  expect(() => problem('constructor')).toThrow('There is no problem')
  expect(problem('deposit_full')).toMatchObject({ code: 'deposit_full', row: contract.problems.deposit_full })
})

test('a row that would look like success makes no problem', () => {
  const row = { ...contract.problems.deposit_full, status: 200 }
  expect(() => problemsOf({ odd: row })('odd')).toThrow('The status of the problem `odd` is not one of an error')
})

test('code that takes any contract mounts handlers by name', () => {
  const general: Contract = contract
  const handlers: Handlers<Contract> = { getHealth: respond }
  expect(createApp(general, handlers, deps)).toBeDefined()
})

test('a string is no organization and a record no caller', () => {
  expectTypeOf<string>().not.toExtend<OrgId>()
  // @ts-expect-error only a verified token makes an OrgId
  const org: OrgId = 'org_north'
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
