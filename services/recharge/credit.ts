/** Credits: money that an operator puts into an organization's wallet. */
import { z } from 'zod'
import { Amount, Currency } from './money.ts'

/** The body of a credit. */
export const CreditTerms = z.strictObject({
  amount: Amount,
  currency: Currency,
  /** The operator's own name for the payment, such as an invoice number. */
  reference: z.string().trim().min(1).max(140).optional(),
})
