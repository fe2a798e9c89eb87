/** Quotas and token bytes before and after, where they change. */

import type { Contract } from '@scopegate/contract/contract'
import { headerLimitBytes } from '@scopegate/template'
import { nearlyUsed } from '../quota.ts'
import { type QuotaUse, quotaUses } from '../quotas.ts'
import { type TokenSize, tokenSizes } from '../token-size.ts'
import type { Figure } from './shape.ts'

const quotaKey = ({ quota, where }: QuotaUse) => `${quota} ${where}`
const sizeKey = ({ pool, client, role }: TokenSize) => `${pool}:${role} through ${client}`

/** What each client adds to a little: a reader wants to know when it runs out. */
const quiet = new Set(['outputs-per-template', 'function-variables', 'parameter-bytes'])
const isNews = ({ quota, used, limit }: QuotaUse) => !quiet.has(quota) || used >= limit * nearlyUsed

/** What does not change is left out; what comes new begins at 0, what goes ends there. */
export function figuresOf(before: Contract, after: Contract): readonly Figure[] {
  // The longest token is told by `tokens`, for each of its holders.
  const counted = (contract: Contract) => quotaUses(contract).filter(({ quota }) => quota !== 'header-bytes')
  const [was, is] = [counted(before), counted(after)]
  const shown = new Set([...was, ...is].filter(isNews).map(quotaKey))
  const byKey = (side: readonly QuotaUse[]) =>
    new Map(side.map((each) => [quotaKey(each), each] as const).filter(([key]) => shown.has(key)))
  const quotas = changed(
    byKey(was),
    byKey(is),
    ({ used }) => used,
    ({ what, where, limit }) => ({ what, where, limit }),
  )
  const tokens = changed(
    new Map(tokenSizes(before).map((each) => [sizeKey(each), each])),
    new Map(tokenSizes(after).map((each) => [sizeKey(each), each])),
    ({ bytes }) => bytes,
    (size) => ({ what: 'bytes of the longest access token', where: sizeKey(size), limit: headerLimitBytes }),
  )
  return [...quotas, ...tokens]
}

function changed<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  amount: (each: T) => number,
  describe: (each: T) => Pick<Figure, 'what' | 'where' | 'limit'>,
): readonly Figure[] {
  return [...new Map([...before, ...after])].flatMap(([key, each]) => {
    const [was, is] = [before.get(key), after.get(key)].map((side) => (side === undefined ? 0 : amount(side)))
    return was === is ? [] : [{ ...describe(each), before: was ?? 0, after: is ?? 0 }]
  })
}
