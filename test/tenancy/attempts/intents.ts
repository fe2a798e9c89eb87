/**
 * What an actor tries, before anybody knows which ids exist: small plain data, so that fast-check can shrink it and
 * a failure reads well. Numbers named `pick` choose among what the sequence has learned so far, modulo its size.
 */
import * as fc from 'fast-check'
import type { RolePlayed } from './cast.ts'
import { type Detour, detour } from './detours.ts'
import { type Disguise, disguise } from './disguises.ts'
import type { ListName } from './loot.ts'

/** How a cursor that somebody was given is changed before it is sent. */
export type CursorForm = 'as-is' | 'cut' | 'longer' | 'flipped' | 'padded' | 'decoded' | 'addressed' | 'twice'

/** How the id of an existing recharge is written. */
export type IdForm = 'as-is' | 'lower-case' | 'cut' | 'addressed' | 'never'

/** Which organization an operator's path names: one of the sequence's, one that nobody opened, or a misspelt one. */
export type TargetForm = 'as-is' | 'never' | 'upper-case' | 'dotted'

export interface Target {
  readonly of: number
  readonly form: TargetForm
}

export type Condition =
  | { readonly kind: 'unstated' | 'absent' | 'any' }
  /** The entity tag of something that anybody wrote. */
  | { readonly kind: 'version'; readonly pick: number }

export type Intent =
  | {
      readonly kind: 'list'
      readonly list: ListName
      readonly limit: number | undefined
      readonly cursor: { readonly pick: number; readonly form: CursorForm } | undefined
    }
  | { readonly kind: 'get-item'; readonly sku: string }
  | { readonly kind: 'put-item'; readonly sku: string; readonly quantity: number; readonly condition: Condition }
  | { readonly kind: 'adjust'; readonly sku: string; readonly delta: number; readonly key: number }
  | { readonly kind: 'recharge'; readonly amount: number; readonly key: number }
  | { readonly kind: 'get-recharge'; readonly pick: number; readonly form: IdForm }
  | { readonly kind: 'wallet' | 'access' }
  | { readonly kind: 'open'; readonly target: Target; readonly currency: 'EUR' | 'USD' }
  | { readonly kind: 'credit'; readonly target: Target; readonly amount: number; readonly key: number }
  | { readonly kind: 'detour'; readonly detour: Detour }
  /** What somebody asked for under an idempotency key, asked again: by the same caller, or by whoever draws this. */
  | { readonly kind: 'again'; readonly pick: number; readonly by: 'same' | 'drawn' }

/** One attempt of one actor. */
export interface Step {
  readonly who: RolePlayed
  readonly intent: Intent
  readonly disguise: Disguise
}

/** Few, so that organizations have items of the same name, and some have what others lack. */
const sku = fc.constantFrom('a', 'b', 'only-0', 'only-1')
/** Few, so that the same key is used by several callers, organizations and operations. */
const key = fc.nat(1)
const pick = fc.nat(50)

const operatorTarget: fc.Arbitrary<Target> = fc.record({
  of: fc.nat(3),
  form: fc.oneof(
    { weight: 5, arbitrary: fc.constant('as-is' as const) },
    { weight: 2, arbitrary: fc.constantFrom('never' as const, 'upper-case' as const, 'dotted' as const) },
  ),
})

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constantFrom('unstated' as const, 'absent' as const, 'any' as const) }),
  fc.record({ kind: fc.constant('version' as const), pick }),
)

const cursorForms: readonly CursorForm[] = ['cut', 'longer', 'flipped', 'padded', 'decoded', 'addressed', 'twice']
const cursor = fc.record({
  pick,
  form: fc.oneof(
    { weight: 5, arbitrary: fc.constant('as-is' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...cursorForms) },
  ),
})

const of = <const K extends Intent['kind']>(kind: K) => fc.constant(kind)

const intent: fc.Arbitrary<Intent> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: of('put-item'), sku, quantity: fc.integer({ min: 0, max: 9 }), condition }),
  },
  { weight: 3, arbitrary: fc.record({ kind: of('adjust'), sku, delta: fc.constantFrom(1, 2, -1, -3), key }) },
  { weight: 4, arbitrary: fc.record({ kind: of('recharge'), amount: fc.constantFrom(10, 400), key }) },
  { weight: 2, arbitrary: fc.record({ kind: of('get-item'), sku }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: of('get-recharge'),
      pick,
      form: fc.oneof(
        { weight: 4, arbitrary: fc.constant('as-is' as const) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('lower-case' as const, 'cut' as const, 'addressed' as const, 'never' as const),
        },
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: of('list'),
      list: fc.constantFrom<ListName>('inventory', 'recharges', 'wallet-entries'),
      limit: fc.constantFrom(undefined, 1, 1, 2),
      cursor: fc.oneof(fc.constant(undefined), cursor),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('wallet' as const, 'access' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: of('open'), target: operatorTarget, currency: fc.constantFrom('EUR', 'USD') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: of('credit'), target: operatorTarget, amount: fc.constantFrom(1, 50), key }),
  },
  { weight: 2, arbitrary: fc.record({ kind: of('detour'), detour }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: of('again'), pick, by: fc.constantFrom('same' as const, 'drawn' as const) }),
  },
)

const insider = fc.record({
  as: fc.constantFrom(
    'owner' as const,
    'mover' as const,
    'owner' as const,
    'mover' as const,
    'staff' as const,
    'app' as const,
    'machine' as const,
    'viewer' as const,
  ),
  of: fc.nat(2),
})
const staff = fc.record({
  as: fc.constantFrom('operator' as const, 'operator' as const, 'support' as const),
  of: fc.constant(0),
})

/** Mostly those whom the contract lets do such a thing, because only they get as far as the data. */
const whoFor = ({ kind }: Intent): fc.Arbitrary<RolePlayed> => {
  const weights: readonly [number, number] =
    kind === 'open' || kind === 'credit' ? [1, 3] : kind === 'detour' ? [1, 1] : [9, 1]
  return fc.oneof({ weight: weights[0], arbitrary: insider }, { weight: weights[1], arbitrary: staff })
}

/** An attempt of anybody. */
export const step: fc.Arbitrary<Step> = intent.chain((drawn) =>
  fc.record({ who: whoFor(drawn), intent: fc.constant(drawn), disguise }),
)
