/**
 * What Cognito costs, as far as could be read: AWS's own page fills its tables in by script, so that others' readings of it
 * and of AWS's price list stand here. Federated people (SAML, OIDC), messages and requests above the quotas are priced apart.
 *
 * @module
 */

/** Prices of units up to a number, counted from the month's first; a price is for the units inside its tier. */
export type Tiers = readonly {
  /** The last unit at this price; `Infinity` for all that follow. */
  readonly upTo: number
  /** In micro-dollars, a millionth of a US dollar, for one unit: whole numbers add up exactly. */
  readonly microUsd: number
}[]

/** US East (N. Virginia). */
export const prices = {
  date: '2026-11-25',
  region: 'US East (N. Virginia)',
  /** One person in a month, by plan. Measured: the price list as others printed it, and AWS's own worked example. */
  users: {
    Lite: [
      { upTo: 10_000, microUsd: 0 },
      { upTo: 100_000, microUsd: 5500 },
      { upTo: 1_000_000, microUsd: 4600 },
      { upTo: 10_000_000, microUsd: 3250 },
      { upTo: Number.POSITIVE_INFINITY, microUsd: 2500 },
    ],
    Essentials: [
      { upTo: 10_000, microUsd: 0 },
      { upTo: Number.POSITIVE_INFINITY, microUsd: 15_000 },
    ],
    Plus: [{ upTo: Number.POSITIVE_INFINITY, microUsd: 20_000 }],
  },
  /**
   * A token that a machine is given. Measured: tiers and first price as quoted in September 2026, and a bill of that month.
   * The app clients themselves cost nothing, since late in 2025.
   */
  tokenRequests: [
    { upTo: 250_000, microUsd: 2250 },
    { upTo: 5_000_000, microUsd: 1500 },
    { upTo: Number.POSITIVE_INFINITY, microUsd: 1125 },
  ],
} as const satisfies { users: Readonly<Record<string, Tiers>>; tokenRequests: Tiers; date: string; region: string }
