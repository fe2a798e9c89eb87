/** One well-formed request for each operation, so that a gate's refusal is never a refusal of the input. */
import { randomUUID } from 'node:crypto'
import { type OperationId, operations, orgs, takesBody } from '../support/contract.ts'

interface Sample {
  readonly parameters?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
}

/** A key that no other request uses, so that each is an effect of its own and never a replay. */
const fresh = () => ({ 'idempotency-key': `"${randomUUID()}"` })

/**
 * The operations whose success these tests look at: whoever is let in succeeds, on the sample data that the local stack begins
 * with; see `observe.ts` for the two that can only be told "no such thing". **A new operation needs no row here.** Without one
 * it is in the matrix all the same, with the request that `plainSample` makes of its row in the contract: who gets through to
 * its handler is looked at, what the handler then says is not.
 */
const samples: Readonly<Partial<Record<OperationId, () => Sample>>> = {
  listInventory: () => ({}),
  getInventoryItem: () => ({ parameters: { sku: 'tea-250g' } }),
  putInventoryItem: () => ({ parameters: { sku: `matrix-${randomUUID()}` }, json: { name: 'Matrix', quantity: 1 } }),
  adjustInventoryItem: () => ({ parameters: { sku: 'tea-250g' }, headers: fresh(), json: { delta: 1 } }),
  createRecharge: () => ({ headers: fresh(), json: { account: '5550100', amount: 1, currency: 'EUR' } }),
  listRecharges: () => ({}),
  getRecharge: () => ({ parameters: { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' } }),
  getWallet: () => ({}),
  listWalletEntries: () => ({}),
  openOrg: () => ({ parameters: { org: 'org_matrix' }, json: { name: 'Matrix', currency: 'EUR' } }),
  creditWallet: () => ({
    parameters: { org: 'org_acme' },
    headers: fresh(),
    json: { amount: 1, currency: 'EUR', reference: 'Matrix' },
  }),
  getAccess: () => ({}),
  getProfile: () => ({}),
  getHealth: () => ({}),
}

/** What the row in the contract says of a request: a name for each parameter, and a body that is one. */
const plainSample = (operation: OperationId): Sample => ({
  parameters: { org: orgs[0] ?? '' },
  ...(takesBody(operation) ? { headers: fresh(), json: {} } : {}),
})

/** Whether the request is one that succeeds for whoever is let in. */
export const succeeds = (operation: OperationId): boolean => samples[operation] !== undefined

/** The request of an operation, to be sent to any address, with the token when there is one. */
export function requestFor(operation: OperationId, address: string, token: string | undefined): Request {
  const { method, path } = operations[operation]
  const { parameters = {}, headers = {}, json } = samples[operation]?.() ?? plainSample(operation)
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? `matrix-${name}`)
  return new Request(address + filled, {
    method,
    headers: {
      ...headers,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
}
