/** Money: whole minor units (cents) with an ISO 4217 currency. Never a fraction, never a float in between. */
import * as z from 'zod/mini'

/** The most that one request may move, in minor units. */
export const maximumAmount = 1_000_000_000

/** The most that a wallet may hold, in minor units: a thousand times less than what JSON numbers represent exactly. */
export const maximumBalance = 1_000_000_000_000

export const Amount = z.int().check(z.minimum(1), z.maximum(maximumAmount))

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** An ISO 4217 code that Unicode's currency data knows. */
export const Currency = z
  .string()
  .check(z.refine((code) => currencies.has(code), 'Must be an ISO 4217 code, as in `EUR`'))
