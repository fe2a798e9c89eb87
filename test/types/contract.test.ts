/**
 * Programs that must not compile. `tsc` is the judge: an unused `@ts-expect-error` is an error itself, so that each
 * line proves that the mistake below it is refused. Vitest runs the file only so that it is counted.
 */
import type { OperationIdOf, OperationSpec, WireScopeOf } from '@scopegate/contract'
import type { Role, Scope } from '@scopegate/scopes/catalog'
import type { contract } from '@scopegate/scopes/contract'
import { expect, expectTypeOf, test } from 'vitest'
import type { ProblemCode } from '../support/contract.ts'

type Contract = typeof contract
type Operation = OperationSpec<Scope, keyof Contract['services']>

const row = {
  service: 'inventory',
  method: 'GET',
  path: '/x',
  summary: 'X',
  tenancy: 'caller',
  callers: 'everyone',
} as const

test('an operation cannot be declared without access', () => {
  // @ts-expect-error access is required
  const operation: Operation = row
  expect(operation).toBeDefined()
})

test('an operation cannot be declared without saying whether machines may call it', () => {
  const { callers: _, ...silent } = row
  // @ts-expect-error callers is required
  const operation: Operation = { ...silent, access: { kind: 'scope', scope: 'read:inventory' } }
  expect(operation).toBeDefined()
})

test('an operation cannot require a scope that the catalog does not have', () => {
  // @ts-expect-error `raed:inventory` is a misspelling
  const operation: Operation = { ...row, access: { kind: 'scope', scope: 'raed:inventory' } }
  // @ts-expect-error the wire form is for tokens, not for the contract
  const wire: Operation = { ...row, access: { kind: 'scope', scope: 'inventory/read:inventory' } }
  expect([operation, wire]).toHaveLength(2)
})

test('an operation cannot require a list of scopes', () => {
  // @ts-expect-error exactly one scope opens an operation
  const operation: Operation = { ...row, access: { kind: 'scope', scope: ['read:inventory'] } }
  expect(operation).toBeDefined()
})

test('an operation cannot be public without saying why, here and at the gateway', () => {
  // @ts-expect-error the reason is missing
  const silent: Operation = { ...row, access: { kind: 'public', gateway: { exposed: false, reason: 'probe' } } }
  // @ts-expect-error whether the gateway exposes it is missing
  const half: Operation = { ...row, access: { kind: 'public', reason: 'probe' } }
  // @ts-expect-error why the gateway exposes it is missing
  const open: Operation = { ...row, access: { kind: 'public', reason: 'probe', gateway: { exposed: true } } }
  expect([silent, half, open]).toHaveLength(3)
})

test('names are unions of what the catalog lists', () => {
  expectTypeOf<'read:inventory'>().toExtend<Scope>()
  expectTypeOf<'inventory/read:inventory'>().toExtend<WireScopeOf<Contract['resourceServers']>>()
  expectTypeOf<string>().not.toExtend<Scope>()
  // @ts-expect-error no such role
  const role: Role = 'root'
  // @ts-expect-error no such problem
  const problem: ProblemCode = 'teapot'
  expect([role, problem]).toHaveLength(2)
})

test('each operation belongs to exactly one service', () => {
  expectTypeOf<'listInventory'>().toExtend<OperationIdOf<Contract['operations'], 'inventory'>>()
  expectTypeOf<'listInventory'>().not.toExtend<OperationIdOf<Contract['operations'], 'recharge'>>()
})
