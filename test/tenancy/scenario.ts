/** Whole sequences, generated: which organizations take part, what they start with, and rounds of attempts. */
import * as fc from 'fast-check'
import type { OrgChoice } from './attempts/cast.ts'
import { plain } from './attempts/disguises.ts'
import { type Intent, type Step, step } from './attempts/intents.ts'

/** What an organization has before anybody tries anything: nothing, a wallet, or a wallet, stock and recharges. */
type Start = 'unopened' | 'opened' | 'stocked'

/** One sequence. The steps of a round run at the same time, the rounds one after the other. */
export interface Scenario {
  readonly orgs: readonly OrgChoice[]
  /** In the order of `orgs`; surplus ones mean nothing. */
  readonly starts: readonly Start[]
  readonly rounds: readonly (readonly Step[])[]
}

/** What the organizations do first, so that there is something to take from them. Judged like everything else. */
function opening(starts: readonly Start[]): readonly (readonly Step[])[] {
  const each = (wanted: readonly Start[], as: 'operator' | 'owner', intent: (of: number) => Intent): readonly Step[] =>
    starts.flatMap((start, of) =>
      wanted.includes(start) ? [{ who: { as, of }, intent: intent(of), disguise: plain }] : [],
    )
  const target = (of: number) => ({ of, form: 'as-is' }) as const
  const put = (sku: string): Intent => ({ kind: 'put-item', sku, quantity: 5, condition: { kind: 'absent' } })
  // Keys 8 and 9 are outside of those that attempts draw.
  return [
    each(['opened', 'stocked'], 'operator', (of) => ({ kind: 'open', target: target(of), currency: 'EUR' })),
    each(['opened', 'stocked'], 'operator', (of) => ({ kind: 'credit', target: target(of), amount: 500, key: 9 })),
    [
      ...each(['stocked'], 'owner', () => put('a')),
      ...each(['stocked'], 'owner', (of) => put(`only-${of}`)),
      ...each(['stocked'], 'owner', () => ({ kind: 'recharge', amount: 5, key: 8 })),
    ],
    [
      ...each(['stocked'], 'owner', () => ({ kind: 'recharge', amount: 6, key: 9 })),
      ...each(['stocked'], 'owner', () => ({ kind: 'list', list: 'inventory', limit: 1, cursor: undefined })),
    ],
  ]
}

const starts = fc.array(fc.constantFrom<Start>('stocked', 'stocked', 'opened', 'unopened'), {
  minLength: 3,
  maxLength: 3,
})

const orgs = fc.subarray<OrgChoice>(['first', 'second', 'org_acme', 'org_globex'], { minLength: 2, maxLength: 3 })

const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6, size: 'max' })

export const scenario: fc.Arbitrary<Scenario> = fc.record({ orgs, starts, rounds })

/** Every round of a sequence, with those that open it. */
export const roundsOf = (drawn: Scenario): readonly (readonly Step[])[] => [
  ...opening(drawn.starts.slice(0, drawn.orgs.length)),
  ...drawn.rounds,
]
