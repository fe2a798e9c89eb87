/**
 * Every operation that takes a body, with one that it accepts: the rows of the tables of bad input. The type makes an
 * operation without a row a compile error.
 *
 * @module
 */

import { type OperationId, operations } from '../../support/contract.ts'
import { operator, type TestApi, user } from '../../support/principals.ts'
import { freshKey, openedOrg, type World } from './world.ts'

/** The operations of the contract whose method carries a body. */
export type WriteId = {
  [Id in OperationId]: (typeof operations)[Id]['method'] extends 'GET' | 'DELETE' ? never : Id
}[OperationId]

interface Sample {
  readonly body: Readonly<Record<string, unknown>>
  /** The fields that hold a number. */
  readonly numbers: readonly string[]
  /** Whether the fields take numbers below 0, and then not 0. */
  readonly negative?: true
}

/** Bodies that are accepted as they are. */
export const writes: Readonly<Record<WriteId, Sample>> = {
  putInventoryItem: { body: { name: 'Tea', quantity: 5 }, numbers: ['quantity'] },
  adjustInventoryItem: { body: { delta: 1 }, numbers: ['delta'], negative: true },
  createRecharge: { body: { account: '5550100', amount: 10, currency: 'EUR' }, numbers: ['amount'] },
  openOrg: { body: { name: 'Test', currency: 'EUR' }, numbers: [] },
  creditWallet: { body: { amount: 10, currency: 'EUR' }, numbers: ['amount'] },
}

// The cast is safe: the type has a row for exactly these.
export const writeIds = Object.keys(writes) as readonly WriteId[]

export interface Target {
  readonly api: TestApi
  /** Sends the text as the body of the operation. */
  readonly send: (id: WriteId, body: Body, headers?: Readonly<Record<string, string>>) => Promise<Response>
  /** All that the operations can change, to compare. */
  readonly state: () => Promise<unknown>
}

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

/** An open organization with money and stock, and those who may do everything to it. */
export async function targetIn(world: World): Promise<Target> {
  const api = await world.process()
  const org = await openedOrg(api, { balance: 1000 })
  const owner = api.as(user({ role: 'owner', org }))
  const admin = api.as(operator())
  await owner.put('/v1/inventory/stock', { json: { name: 'Stock', quantity: 7 } })
  const pathOf = (id: WriteId) =>
    operations[id].path.replace('{org}', org).replace('{sku}', id === 'putInventoryItem' ? 'new' : 'stock')
  const read = async (path: string): Promise<unknown> => (await owner.get(path)).json()
  return {
    api,
    send: (id, body, headers = {}) => {
      const { tenancy, method } = operations[id]
      const caller = tenancy === 'path' ? admin : owner
      const request = { body, headers: { 'content-type': 'application/json', ...freshKey(), ...headers } }
      return method === 'PUT' ? caller.put(pathOf(id), request) : caller.post(pathOf(id), request)
    },
    state: () => Promise.all(['/v1/wallet/entries', '/v1/wallet', '/v1/recharges', '/v1/inventory'].map(read)),
  }
}
