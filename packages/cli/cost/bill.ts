/**
 * The month's bill of the identity side: the report of `scopes cost`. All money is whole micro-dollars.
 *
 * @module
 */
import type { Contract } from '@scopegate/contract'
import { prices, type Tiers } from './prices.ts'

/** What whoever asks knows; the rest is derived from the contract. */
export interface Asked {
  readonly users: number
  readonly machines?: number | undefined
  readonly tokenRequests?: number | undefined
}

export interface PlanBill {
  readonly plan: string
  /** Whether scopes, organization and role get into access tokens: that trigger needs Essentials or Plus (aws-facts §B.1). */
  readonly runsContract: boolean
  readonly usersMicroUsd: number
  readonly totalMicroUsd: number
}

/** What `--json` prints. */
export interface CostReport {
  readonly users: number
  readonly machines: number
  readonly tokenRequests: number
  readonly tokenRequestsMicroUsd: number
  readonly plans: readonly PlanBill[]
  /** Scopes on access tokens, with Essentials, over ID tokens, with Lite. */
  readonly accessTokensMicroUsd: number
  readonly warnings: readonly string[]
}

/** A twelfth of a year. */
const monthHours = 730

/** Client-credentials requests a second, for an account in a Region; cannot be raised (aws-facts §D.1). */
const mostPerSecond = 150

/** What some units cost. */
export function charge(tiers: Tiers, units: number): number {
  let [from, sum] = [0, 0]
  for (const { upTo, microUsd } of tiers) {
    sum += Math.max(0, Math.min(units, upTo) - from) * microUsd
    from = upTo
  }
  return sum
}

/** How often a machine gets a token in a month: after 75% of the lifetime of the last one, as AWS advises (aws-facts §C). */
const renewals = (minutes: number) => Math.ceil((monthHours * 60 * 4) / (minutes * 3))

/**
 * The token requests of so many machines in a month. Those of the contract come first, the busiest before the others;
 * any beyond them count as busy as the busiest.
 */
function expectedRequests(lifetimes: readonly number[], machines: number): number {
  const known = lifetimes.map(renewals).sort((a, b) => b - a)
  const ours = known.slice(0, machines).reduce((sum, each) => sum + each, 0)
  return ours + Math.max(0, machines - known.length) * (known[0] ?? renewals(60))
}

/** Computes it. */
export function billOf({ pools }: Contract, { users, ...asked }: Asked): CostReport {
  const lifetimes = Object.values(pools)
    .flatMap(({ clients }) => Object.values(clients))
    .flatMap(({ kind, accessTokenMinutes }) => (kind === 'machine' ? [accessTokenMinutes] : []))
  const machines = asked.machines ?? lifetimes.length
  const tokenRequests = asked.tokenRequests ?? expectedRequests(lifetimes, machines)
  const tokenRequestsMicroUsd = charge(prices.tokenRequests, tokenRequests)
  const plans = Object.entries<Tiers>(prices.users).map(([plan, tiers]): PlanBill => {
    const usersMicroUsd = charge(tiers, users)
    return { plan, runsContract: plan !== 'Lite', usersMicroUsd, totalMicroUsd: usersMicroUsd + tokenRequestsMicroUsd }
  })
  const average = Math.ceil(tokenRequests / (monthHours * 3600))
  return {
    users,
    machines,
    tokenRequests,
    tokenRequestsMicroUsd,
    plans,
    accessTokensMicroUsd: charge(prices.users.Essentials, users) - charge(prices.users.Lite, users),
    warnings:
      average > mostPerSecond
        ? [`The token requests average ${average} a second; Cognito takes ${mostPerSecond}, and does not raise it`]
        : [],
  }
}
