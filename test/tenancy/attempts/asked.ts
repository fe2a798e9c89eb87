/** What a request asks for, in the terms of the model: intents with every name in place. */
import type { ListName } from './loot.ts'

/** What a request asks for, with all names in place. */
export type Asked =
  | {
      readonly kind: 'list'
      readonly list: ListName
      readonly limit: number
      readonly after: { readonly place: string } | 'beginning' | 'refused'
    }
  | { readonly kind: 'get-item'; readonly sku: string }
  | {
      readonly kind: 'put-item'
      readonly sku: string
      readonly terms: { readonly name: string; readonly quantity: number }
      readonly condition: 'unstated' | 'absent' | 'any' | { readonly version: string }
    }
  | {
      readonly kind: 'adjust'
      readonly sku: string
      readonly terms: { readonly delta: number; readonly reason: string }
      readonly key: string
    }
  | {
      readonly kind: 'recharge'
      readonly terms: { readonly account: string; readonly amount: number; readonly currency: string }
      readonly key: string
    }
  | { readonly kind: 'get-recharge'; readonly id: string }
  | { readonly kind: 'wallet' | 'access' }
  | { readonly kind: 'open'; readonly terms: { readonly name: string; readonly currency: string } }
  | {
      readonly kind: 'credit'
      readonly terms: { readonly amount: number; readonly currency: string; readonly reference: string }
      readonly key: string
    }
  | { readonly kind: 'detour' }

/** What is asked in one of the ways. */
export type AskedAs<K extends Asked['kind']> = Extract<Asked, { readonly kind: K }>
