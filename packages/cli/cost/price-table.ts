/**
 * The form of a table of prices: what `--prices` reads and `--print-prices` prints.
 *
 * The limits keep every sum below 2^53 micro-dollars, where whole numbers are exact.
 *
 * @module
 */
import { z } from 'zod'
import { dollarsForm, type MicroUsd, microUsd } from './money.ts'

/** How sure a price is; the marks of docs/aws-facts.md. */
export const marks = ['documented', 'measured', 'inferred', 'unknown'] as const

const record = {
  error: ({ code }: { readonly code?: string }) =>
    code === 'unrecognized_keys' ? 'has a field that is not known' : 'must be an object',
}

const text = (most: number) => {
  const error = `must be a text of 1 to ${most} characters`
  return (
    z
      .string({ error })
      .min(1, { error })
      .max(most, { error })
      // They are printed, and what controls a terminal is no text.
      .regex(/^\P{Cc}*$/u, { error: 'must hold no line breaks and other control characters' })
  )
}

const amount = (most: MicroUsd, words: string) => {
  const error = `must be US dollars as a text with at most six decimals, such as "0.0055", and at most ${words}`
  return z
    .string({ error })
    .regex(dollarsForm, { error })
    .refine((dollars) => microUsd(dollars) <= most, { error })
}

const end = 'must be a whole number above 0, or null in the last tier'

function rate(most: MicroUsd, words: string) {
  const tier = z.strictObject(
    { upTo: z.int({ error: end }).positive({ error: end }).nullable(), usd: amount(most, words) },
    record,
  )
  return z.strictObject(
    {
      tiers: z
        .array(tier, { error: 'must be a list' })
        .min(1, { error: 'must have a tier' })
        .refine((tiers) => tiers.every(({ upTo }, index) => (upTo === null) === (index === tiers.length - 1)), {
          error: 'must end with a tier whose `upTo` is null, and have no other such tier',
          abort: true,
        })
        .refine((tiers) => tiers.every(({ upTo }, index) => upTo === null || upTo > (tiers[index - 1]?.upTo ?? 0)), {
          error: 'must be in ascending order of `upTo`',
        }),
      mark: z.enum(marks, { error: `must be one of: ${marks.join(', ')}` }),
      source: text(400),
      note: text(400).optional(),
    },
    record,
  )
}

const dollar = 1_000_000
const cheap = () => rate(dollar, '1')

/** A table of prices in one currency, US dollars, and one region. */
export const PriceTable = z.strictObject(
  {
    date: z.iso.date({ error: 'must be a date, such as "2026-11-25"' }),
    region: text(60),
    /** One monthly active user, by plan. */
    users: z.strictObject({ lite: cheap(), essentials: cheap(), plus: cheap() }, record),
    /** One app client of a machine for a month. */
    machineClients: rate(1000 * dollar, '1000'),
    /** One token that a machine is given. */
    tokenRequests: cheap(),
  },
  record,
)

export type PriceTable = z.output<typeof PriceTable>

/** One price with its tiers. */
export type PricedRate = PriceTable['tokenRequests']

/** A plan of Cognito. */
export type Plan = keyof PriceTable['users']
