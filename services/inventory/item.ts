/** Items of stock: what one is, and the rules of its fields. */

import { Problem } from '@scopegate/http/problem'
import * as z from 'zod/mini'

/** The most that one item may hold, so that sums stay far inside what JSON numbers represent exactly. */
export const maximumQuantity = 1_000_000_000

/** An item as the API shows it. */
export interface Item {
  readonly sku: string
  readonly name: string
  /** Whole units, 0 to `maximumQuantity`. */
  readonly quantity: number
  /** Changes with every write; the ETag without its quotes. */
  readonly version: string
  /** RFC 3339, UTC. */
  readonly updated_at: string
  /** The last adjustment since the item was put. */
  readonly last_adjustment?: { readonly delta: number; readonly reason?: string | undefined; readonly at: string }
}

const skuPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Whether the text can name an item. One that cannot answers like an item that does not exist. */
export const isSku = (text: string): boolean => skuPattern.test(text)

/** The one answer for an item that is not there, of another organization, or of a name that no item can have. */
export const noSuchItem = () => new Problem('not_found', { detail: 'There is no such item: check the SKU' })

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

/** The body of a `PUT`. */
export const ItemTerms = z.strictObject({
  name: text,
  quantity: z.int().check(z.minimum(0), z.maximum(maximumQuantity)),
})
export type ItemTerms = z.infer<typeof ItemTerms>

/** The body of an adjustment. */
export const Adjustment = z.strictObject({
  delta: z.int().check(
    z.minimum(-maximumQuantity),
    z.maximum(maximumQuantity),
    z.refine((delta) => delta !== 0, 'Must not be 0'),
  ),
  reason: z.optional(text),
})
export type Adjustment = z.infer<typeof Adjustment>
