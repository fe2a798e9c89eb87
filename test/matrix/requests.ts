/**
 * One well-formed request for each operation, so that a gate's refusal is never a refusal of the input.
 *
 * @module
 */
import { type OperationId, operations } from '@scopegate/scopes/operations'

interface Sample {
  readonly parameters?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
}

/** Rows are required, so that a new operation cannot be left out of the matrix. */
const samples: Readonly<Record<OperationId, Sample>> = {
  listInventory: {},
  getInventoryItem: { parameters: { sku: 'matrix' } },
  putInventoryItem: { parameters: { sku: 'matrix' }, json: { name: 'Matrix', quantity: 1000 } },
  adjustInventoryItem: {
    parameters: { sku: 'matrix' },
    headers: { 'idempotency-key': '"matrix"' },
    json: { delta: 1 },
  },
  createRecharge: {
    headers: { 'idempotency-key': '"matrix"' },
    json: { account: '5550100', amount: 1, currency: 'EUR' },
  },
  listRecharges: {},
  getRecharge: { parameters: { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' } },
  getWallet: {},
  listWalletEntries: {},
  openOrg: { parameters: { org: 'org_matrix' }, json: { name: 'Matrix', currency: 'EUR' } },
  creditWallet: {
    parameters: { org: 'org_matrix' },
    headers: { 'idempotency-key': '"matrix"' },
    json: { amount: 1, currency: 'EUR' },
  },
  getAccess: {},
  getProfile: {},
  getHealth: {},
}

/** The request of an operation, to be sent to any address, with the token when there is one. */
export function requestFor(operation: OperationId, address: string, token: string | undefined): Request {
  const { method, path } = operations[operation]
  const { parameters = {}, headers = {}, json } = samples[operation]
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? 'missing-sample')
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
