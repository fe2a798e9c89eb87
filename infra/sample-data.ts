/** Sample data for a first look: organizations with money and stock. */
import { defineSampleData } from '@scopegate/contract'
import { contract } from '@scopegate/scopes/contract'

const stock = [
  { sku: 'tea-250g', name: 'Green tea, 250 g', quantity: 120 },
  { sku: 'mug-blue', name: 'Mug, blue', quantity: 40 },
  { sku: 'kettle-1l', name: 'Kettle, 1 l', quantity: 7 },
]

const organizations = [
  { org: 'org_acme', name: 'Acme' },
  { org: 'org_globex', name: 'Globex' },
]

export const sampleData = defineSampleData(
  contract,
  organizations.flatMap(({ org, name }) => [
    { operation: 'openOrg', org, body: { name, currency: 'EUR' } },
    {
      operation: 'creditWallet',
      org,
      headers: { 'idempotency-key': `"sample-${org}"` },
      body: { amount: 50_000, currency: 'EUR', reference: 'Sample credit' },
    },
    ...stock.map(
      ({ sku, name: title, quantity }) =>
        ({
          operation: 'putInventoryItem',
          org,
          path: { sku },
          headers: { 'if-none-match': '*' },
          body: { name: title, quantity },
        }) as const,
    ),
  ]),
)
