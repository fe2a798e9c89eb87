/** Credits: money that an operator puts into an organization's wallet. */
import * as z from 'zod/mini'
import { Amount, Currency } from './money.ts'

/** The body of a credit. */
export const CreditTerms = z.strictObject({
  amount: Amount,
  currency: Currency,
  /** The operator's own name for the payment, such as an invoice number. */
  reference: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(140))),
})
