/** Operations that take a body, with one that they accept: the rows of the tables of bad input. */

import { type OperationId, operationIds, operations, takesBody } from '../../support/contract.ts'
import { type TestApi, user } from '../../support/principals.ts'
import { callerOf } from './callers.ts'
import { freshKey, openedOrg, type World } from './world.ts'

export interface WriteSample {
  readonly body: Readonly<Record<string, unknown>>
  /** The fields that hold a number. */
  readonly numbers: readonly string[]
  /** Whether the fields take numbers below 0, and then not 0. */
  readonly negative?: true
}

/**
 * Bodies that are accepted as they are. **A new operation needs no row here.** One without a row gets what `bad-bodies` has for
 * every operation, whatever its handler reads; a row is for a handler that reads the body, and gets it each of the bad ones.
 */
export const writes = {
  putInventoryItem: { body: { name: 'Tea', quantity: 5 }, numbers: ['quantity'] },
  adjustInventoryItem: { body: { delta: 1 }, numbers: ['delta'], negative: true },
  createRecharge: { body: { account: '5550100', amount: 10, currency: 'EUR' }, numbers: ['amount'] },
  openOrg: { body: { name: 'Test', currency: 'EUR' }, numbers: [] },
  creditWallet: { body: { amount: 10, currency: 'EUR' }, numbers: ['amount'] },
} as const satisfies Partial<Readonly<Record<OperationId, WriteSample>>>

export type WriteId = keyof typeof writes

// The cast is safe: Object.keys of a literal that nobody extends gives exactly its keys.
export const writeIds = Object.keys(writes) as readonly WriteId[]

/** The row; `undefined` for an operation without one. */
export const writeOf = (id: OperationId): WriteSample | undefined =>
  new Map<string, WriteSample>(Object.entries(writes)).get(id)

/** The operations whose method carries a body, and that have no row. */
export const otherWrites: readonly OperationId[] = operationIds.filter(
  (id) => takesBody(id) && writeOf(id) === undefined,
)

export interface Target {
  readonly api: TestApi
  /** Sends the text as the body of the operation. */
  readonly send: (id: OperationId, body: Body, headers?: Readonly<Record<string, string>>) => Promise<Response>
  /** All that the operations can change, to compare. */
  readonly state: () => Promise<unknown>
}

const methods = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

/** An open organization with money and stock, and those who may do everything to it. */
export async function targetIn(world: World): Promise<Target> {
  const api = await world.process()
  const org = await openedOrg(api, { balance: 1000 })
  const owner = api.as(user({ role: 'owner', org }))
  await owner.put('/v1/inventory/stock', { json: { name: 'Stock', quantity: 7 } })
  const pathOf = (id: OperationId) =>
    operations[id].path
      .replace('{org}', org)
      .replace('{sku}', id === 'putInventoryItem' ? 'new' : 'stock')
      .replaceAll(/\{\w+\}/g, 'none')
  const read = async (path: string): Promise<unknown> => (await owner.get(path)).json()
  return {
    api,
    send: (id, body, headers = {}) => {
      const method = methods[operations[id].method]
      const request = { body, headers: { 'content-type': 'application/json', ...freshKey(), ...headers } }
      return api.as(callerOf(id, org))[method](pathOf(id), request)
    },
    state: () => Promise.all(['/v1/wallet/entries', '/v1/wallet', '/v1/recharges', '/v1/inventory'].map(read)),
  }
}
