/**
 * What changed in the values of the stage: where people sign in, where the APIs are, and what a stage has besides.
 * Addresses and lifetimes of clients are in the staged contract, and stand in its rows.
 */
import { type Contract, type Stage, stageNames } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import { sameJson } from '../../same-json.ts'
import { type Cause, cause, type Draft, draft } from '../draft.ts'
import type { FoundBreak } from '../operation-breaks.ts'

export interface Placed {
  readonly contract: Contract
  readonly stage: Stage
}

interface Moved {
  readonly pool: string
  readonly from: string | undefined
  readonly to: string | undefined
}

type DomainOf = (placed: Placed, pool: string) => string | undefined

/** Where people of a pool sign in and machines get tokens. A prefix stands for the domain that begins with it. */
const signInDomain: DomainOf = ({ contract, stage }, pool) =>
  stage.signInDomains?.[pool]?.domainName ?? stageNames(contract, stage).domainPrefix(pool)

/** `undefined` where the API has no domain of its own. */
const apiDomain: DomainOf = ({ stage }, pool) => stage.apiDomains?.[pool]?.domainName

/** The pools of both whose domain changes. */
const moved = (before: Placed, after: Placed, domainOf: DomainOf): readonly Moved[] =>
  Object.keys(before.contract.pools).flatMap((pool) => {
    const [from, to] = [domainOf(before, pool), domainOf(after, pool)]
    return Object.hasOwn(after.contract.pools, pool) && from !== to ? [{ pool, from, to }] : []
  })

/** What parts two stages: where it changes, all is made anew and empty. */
const elsewhere = (was: Stage, is: Stage) =>
  (['account', 'region', 'suffix'] as const).filter((field) => was[field] !== is[field])

export const isElsewhere = (was: Stage, is: Stage): boolean => elsewhere(was, is).length > 0

/** What no client sees. */
const otherSettings = ['throttle', 'clientDirectory', 'alarmAddress', 'unprotected'] as const

export function stageDrafts(before: Placed, after: Placed): readonly Draft[] {
  const named = (domain: string | undefined) => (domain === undefined ? 'its default address' : `\`${domain}\``)
  const places = elsewhere(before.stage, after.stage)
  const changed = otherSettings.filter((field) => !sameJson(before.stage[field] ?? null, after.stage[field] ?? null))
  const has = (fields: readonly string[]) => `The stage has changed: ${quoted(fields)}`
  const narrows = (key: Cause) => ({ causes: [key], own: 'narrows' }) as const
  return [
    ...(places.length === 0
      ? []
      : [
          draft(
            'stage-place',
            `${has(places)}. Its stacks, pools and tables are new and empty`,
            narrows(cause.system()),
          ),
        ]),
    ...moved(before, after, signInDomain).map(({ pool, from, to }) => {
      const says = `The sign-in domain of \`${pool}\` changes from ${named(from)} to ${named(to)}`
      return draft('sign-in-domain', says, narrows(cause.signInDomain(pool)))
    }),
    ...moved(before, after, apiDomain).map(({ pool, from, to }) => {
      const says = `The address of the API of \`${pool}\` changes from ${named(from)} to ${named(to)}`
      return draft('api-domain', says, narrows(cause.apiDomain(pool)))
    }),
    ...(changed.length === 0 ? [] : [draft('stage-settings', has(changed))]),
  ]
}

/** Applications hold the addresses, and what stays at the old ones does not answer. */
export function stageBreaks(before: Placed, after: Placed): readonly FoundBreak[] {
  const broken = (pool: string, reason: FoundBreak['reason'], says: string, ...causes: readonly Cause[]) =>
    Object.keys(before.contract.pools[pool]?.clients ?? {})
      .filter((client) => Object.hasOwn(after.contract.pools[pool]?.clients ?? {}, client))
      .map((client): FoundBreak => ({ client, reason, says, causes }))
  if (isElsewhere(before.stage, after.stage)) {
    const says = 'it gets another client id, and its people sign up anew'
    return Object.keys(before.contract.pools).flatMap((pool) => broken(pool, 'client-replaced', says, cause.system()))
  }
  return [
    ...moved(before, after, signInDomain).flatMap(({ pool }) =>
      broken(pool, 'address-changed', 'it has to ask for tokens at the new address', cause.signInDomain(pool)),
    ),
    ...moved(before, after, apiDomain).flatMap(({ pool }) =>
      broken(pool, 'address-changed', 'it has to call the new address', cause.apiDomain(pool)),
    ),
  ]
}
