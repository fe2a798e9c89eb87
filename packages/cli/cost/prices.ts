/**
 * What Cognito costs, as far as we could read: AWS's own page fills its tables in by script, so that others' readings
 * of it and of AWS's price list stand here, each with its mark. Whoever knows better gives `--prices`.
 *
 * Federated people (SAML, OIDC), messages, and requests above the quotas are priced apart. The contract has none.
 *
 * @module
 */
import type { PriceTable } from './price-table.ts'

const page = 'aws.amazon.com/cognito/pricing'

/** Prices of US East (N. Virginia) on the date in them. */
export const prices: PriceTable = {
  date: '2026-11-25',
  region: 'US East (N. Virginia)',
  users: {
    lite: {
      tiers: [
        { upTo: 10_000, usd: '0' },
        { upTo: 100_000, usd: '0.0055' },
        { upTo: 1_000_000, usd: '0.0046' },
        { upTo: 10_000_000, usd: '0.00325' },
        { upTo: null, usd: '0.0025' },
      ],
      mark: 'measured',
      source: `AWS’s price list as others printed it in 2025 and 2026; the worked example of ${page} agrees`,
      note: 'The first 10,000 are free for an account or a whole AWS organization, over all of its pools',
    },
    essentials: {
      tiers: [
        { upTo: 10_000, usd: '0' },
        { upTo: null, usd: '0.015' },
      ],
      mark: 'measured',
      source: `AWS’s price list as others printed it in 2025 and 2026; the worked example of ${page} agrees`,
      note: 'The first 10,000 are free for an account or a whole AWS organization, over all of its pools',
    },
    plus: {
      tiers: [{ upTo: null, usd: '0.02' }],
      mark: 'measured',
      source: `AWS’s price list as others printed it in 2025 and 2026; ${page} says that there is no free tier`,
    },
  },
  machineClients: {
    tiers: [{ upTo: null, usd: '0' }],
    mark: 'measured',
    source: `${page} as quoted in September 2026: no charge for app clients; a bill of that month shows none`,
    note: 'Until late in 2025 each was charged, with 6 USD a month (rhythmictech.com); one page of AWS’s guide still says that they are',
  },
  tokenRequests: {
    tiers: [
      { upTo: 250_000, usd: '0.00225' },
      { upTo: 5_000_000, usd: '0.0015' },
      { upTo: null, usd: '0.001125' },
    ],
    mark: 'measured',
    source: `Tiers and first price: ${page} as quoted in September 2026, and a bill of that month; no free tier, and a refused request costs nothing`,
    note: 'The prices above 250,000 were printed by others in 2026, without a bill to show for them',
  },
}
