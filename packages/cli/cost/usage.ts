/**
 * How much a contract's machines would use, for whoever does not know yet: each keeps its token for 75% of its life, as
 * AWS advises (aws-facts §C), and then gets the next one, day and night.
 *
 * @module
 */
import type { Contract } from '@scopegate/contract/contract'

/** A twelfth of a year. */
export const monthHours = 730
/** In seconds. */
export const monthSeconds = monthHours * 3600

/** What Cognito gives a client that states nothing (aws-facts §D.1), in minutes. */
const defaultLife = 60

/** How often a machine gets a token in a month, when its tokens live that many minutes. */
export const renewals = (lifeMinutes: number): number => Math.ceil((monthHours * 60 * 4) / (lifeMinutes * 3))

/** The names of the contract's machines. */
export const machinesOf = (contract: Contract): readonly string[] =>
  Object.values(contract.pools).flatMap(({ clients }) =>
    Object.entries(clients).flatMap(([name, { kind }]) => (kind === 'machine' ? [name] : [])),
  )

/**
 * The token requests of so many machines in a month. Those of the contract come first, the busiest before the others;
 * whoever comes beyond them is taken to be as busy as the busiest.
 */
export function expectedTokenRequests(contract: Contract, machines: number): number {
  const known = Object.values(contract.pools)
    .flatMap(({ clients }) => Object.values(clients))
    .flatMap(({ kind, accessTokenMinutes }) => (kind === 'machine' ? [renewals(accessTokenMinutes)] : []))
    .sort((a, b) => b - a)
  const ours = known.slice(0, machines).reduce((sum, each) => sum + each, 0)
  return ours + Math.max(0, machines - known.length) * (known[0] ?? renewals(defaultLife))
}
