/**
 * The month's bill of the identity side: the report of `scopes cost`. All money is whole micro-dollars.
 *
 * @module
 */
import type { Contract } from '@scopegate/contract/contract'
import { dividedBy, grouped, type MicroUsd, microUsd } from './money.ts'
import { planNames, plans, plansThatRun } from './plans.ts'
import type { PricedRate, PriceTable } from './price-table.ts'
import { type Charge, charge, sameUpTo, type Tier } from './rate.ts'
import { expectedTokenRequests, machinesOf, monthHours, monthSeconds } from './usage.ts'

/** What the caller of the command knows; the rest is derived from the contract. */
export interface Asked {
  readonly users: number
  readonly machines?: number | undefined
  readonly tokenRequests?: number | undefined
  /** Calls of all machines together in the month. */
  readonly calls?: number | undefined
  /** Token requests in the busiest second. */
  readonly peak?: number | undefined
}

export interface PlanBill {
  readonly plan: string
  /** Whether the plan can run the contract. */
  readonly runsContract: boolean
  readonly users: Charge
  readonly machineClients: Charge
  readonly tokenRequests: Charge
  readonly totalMicroUsd: MicroUsd
}

/** What a token for each call would cost. */
export interface TokenPerCall extends Charge {
  /** Over renewing tokens; negative where there are fewer calls than renewals. */
  readonly moreMicroUsd: MicroUsd
}

/** What `--json` prints. */
export interface CostReport {
  readonly prices: PriceTable
  readonly monthHours: number
  /** Where the numbers come from that nobody typed. */
  readonly derived: { readonly machines: boolean; readonly tokenRequests: boolean }
  readonly plans: readonly PlanBill[]
  /** Scopes on access tokens, with Essentials, over ID tokens, with Lite. */
  readonly accessTokens: {
    readonly moreMicroUsd: MicroUsd
    /** Rounded; `null` without users. */
    readonly morePerUserMicroUsd: MicroUsd | null
    /** The most users for whom both cost the same; `null` when they always do. */
    readonly sameUpToUsers: number | null
  }
  readonly tokenPerCall: TokenPerCall | null
  readonly warnings: readonly string[]
}

/** Client-credentials requests a second, for an account in a region; cannot be raised (aws-facts §D.1). */
export const tokenRequestsPerSecond = 150

const tiersOf = ({ tiers }: PricedRate): readonly Tier[] =>
  tiers.map(({ upTo, usd }) => ({ upTo, microUsd: microUsd(usd) }))

/** Computes it. The same prices hold for machines in every plan. */
export function billOf(contract: Contract, prices: PriceTable, asked: Asked): CostReport {
  const machines = asked.machines ?? machinesOf(contract).length
  const requests = asked.tokenRequests ?? expectedTokenRequests(contract, machines)
  const runs = plansThatRun(contract)
  const machineClients = charge(tiersOf(prices.machineClients), machines)
  const tokenRequests = charge(tiersOf(prices.tokenRequests), requests)
  const bills = plans.map((plan): PlanBill => {
    const users = charge(tiersOf(prices.users[plan]), asked.users)
    const totalMicroUsd = users.microUsd + machineClients.microUsd + tokenRequests.microUsd
    return { plan: planNames[plan], runsContract: runs.has(plan), users, machineClients, tokenRequests, totalMicroUsd }
  })
  const [idTokens, accessTokens] = [tiersOf(prices.users.lite), tiersOf(prices.users.essentials)]
  const more = charge(accessTokens, asked.users).microUsd - charge(idTokens, asked.users).microUsd
  const perCall = asked.calls === undefined ? undefined : charge(tiersOf(prices.tokenRequests), asked.calls)
  return {
    prices,
    monthHours,
    derived: { machines: asked.machines === undefined, tokenRequests: asked.tokenRequests === undefined },
    plans: bills,
    accessTokens: {
      moreMicroUsd: more,
      morePerUserMicroUsd: asked.users === 0 ? null : dividedBy(more, asked.users),
      sameUpToUsers: sameUpTo(idTokens, accessTokens),
    },
    tokenPerCall:
      perCall === undefined ? null : { ...perCall, moreMicroUsd: perCall.microUsd - tokenRequests.microUsd },
    warnings: warningsOf(requests, asked),
  }
}

const quota = `Cognito takes ${tokenRequestsPerSecond} a second for an account in a region, and does not raise it (aws-facts §D.1)`

function warningsOf(requests: number, { calls = 0, peak = 0 }: Asked): readonly string[] {
  const most = tokenRequestsPerSecond * monthSeconds
  const rate = (count: number) => grouped(Math.ceil(count / monthSeconds))
  return [
    ...(requests > most ? [`The token requests average ${rate(requests)} a second: ${quota}`] : []),
    ...(calls > most ? [`A token for each call averages ${rate(calls)} a second: ${quota}`] : []),
    ...(peak > tokenRequestsPerSecond ? [`The busiest second has ${grouped(peak)} token requests: ${quota}`] : []),
  ]
}
