/** The month's bill of the identity side: the report of `scopes cost`. All money is whole micro-dollars. */
import type { Contract } from '@scopegate/contract'

/** Prices of units inside a tier, up to a number, counted from the month's first. */
type Tiers = readonly (readonly [upTo: number, microUsd: number])[]

const beyond = Number.POSITIVE_INFINITY

/**
 * What Cognito costs in US East (N. Virginia), as far as could be read: AWS's own page fills its tables in by script, so that
 * others' readings of it and of AWS's price list stand here. Federated people (SAML, OIDC), messages and requests above the
 * quotas are priced apart; app clients themselves cost nothing, since late in 2025.
 */
export const prices = {
  date: '2026-11-25',
  region: 'US East (N. Virginia)',
  /** One person in a month, by plan. Measured: the price list as others printed it, and AWS's own worked example. */
  users: {
    Lite: [
      [10_000, 0],
      [100_000, 5500],
      [1_000_000, 4600],
      [10_000_000, 3250],
      [beyond, 2500],
    ],
    Essentials: [
      [10_000, 0],
      [beyond, 15_000],
    ],
    Plus: [[beyond, 20_000]],
  },
  /** A token that a machine is given. Measured: tiers as quoted in September 2026, and a bill of that month. */
  tokenRequests: [
    [250_000, 2250],
    [5_000_000, 1500],
    [beyond, 1125],
  ],
} as const satisfies { users: Readonly<Record<string, Tiers>>; tokenRequests: Tiers; date: string; region: string }

/** What whoever asks knows; the rest is derived from the contract. */
export interface Asked {
  readonly users: number
  readonly machines?: number | undefined
  readonly tokenRequests?: number | undefined
}

/** A twelfth of a year. */
const monthHours = 730

/** Client-credentials requests a second, for an account in a Region; cannot be raised (aws-facts §D.1). */
const mostPerSecond = 150

function charge(tiers: Tiers, units: number): number {
  const from = (index: number) => tiers[index - 1]?.[0] ?? 0
  const inTier = (upTo: number, index: number) => Math.max(0, Math.min(units, upTo) - from(index))
  return tiers.reduce((sum, [upTo, microUsd], index) => sum + inTier(upTo, index) * microUsd, 0)
}

/** How often a machine gets a token in a month: after 75% of the lifetime of the last one, as AWS advises (aws-facts §C). */
const renewals = (minutes: number) => Math.ceil((monthHours * 60 * 4) / (minutes * 3))

/** The token requests of so many machines: the busiest of the contract first, any beyond them as busy as the busiest. */
function expectedRequests(lifetimes: readonly number[], machines: number): number {
  const known = lifetimes.map(renewals).sort((a, b) => b - a)
  const ours = known.slice(0, machines).reduce((sum, each) => sum + each, 0)
  return ours + Math.max(0, machines - known.length) * (known[0] ?? renewals(60))
}

/** Computes it. `accessTokensMicroUsd`: scopes on access tokens, with Essentials, over ID tokens, with Lite. */
export function billOf({ pools }: Contract, { users, ...asked }: Asked) {
  const clients = Object.values(pools).flatMap((pool) => Object.values(pool.clients))
  const lifetimes = clients.flatMap(({ kind, accessTokenMinutes }) => (kind === 'machine' ? [accessTokenMinutes] : []))
  const machines = asked.machines ?? lifetimes.length
  const tokenRequests = asked.tokenRequests ?? expectedRequests(lifetimes, machines)
  const tokenRequestsMicroUsd = charge(prices.tokenRequests, tokenRequests)
  const plans = Object.entries<Tiers>(prices.users).map(([plan, tiers]) => {
    const usersMicroUsd = charge(tiers, users)
    // Scopes, organization and role get into access tokens by a trigger that needs Essentials or Plus (aws-facts §B.1).
    return { plan, runsContract: plan !== 'Lite', usersMicroUsd, totalMicroUsd: usersMicroUsd + tokenRequestsMicroUsd }
  })
  const average = Math.ceil(tokenRequests / (monthHours * 3600))
  const warning = `The token requests average ${average} a second; Cognito takes ${mostPerSecond}, and does not raise it`
  const accessTokensMicroUsd = charge(prices.users.Essentials, users) - charge(prices.users.Lite, users)
  const warnings = average > mostPerSecond ? [warning] : []
  return { users, machines, tokenRequests, tokenRequestsMicroUsd, plans, accessTokensMicroUsd, warnings }
}

/** What `--json` prints. */
export type CostReport = ReturnType<typeof billOf>
