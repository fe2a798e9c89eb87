/**
 * Money as whole micro-dollars, a millionth of a US dollar each: the price of one token request has five decimals, and
 * sums of fractions drift.
 *
 * @module
 */

/** Whole micro-dollars of US currency. */
export type MicroUsd = number

const [perDollar, perCent] = [1_000_000, 10_000]

/** An amount as price lists print it: `0.0055`. */
export const dollarsForm = /^\d{1,4}(?:\.\d{1,6})?$/

/** The amount of such a text, to the last decimal. */
export function microUsd(dollars: string): MicroUsd {
  const [whole = '0', decimals = ''] = dollars.split('.')
  return Number(whole) * perDollar + Number(decimals.padEnd(6, '0'))
}

/** `a / b` as a whole number, the half rounded up. Both whole, `b` not zero. */
export function dividedBy(a: number, b: number): number {
  const raised = a + Math.floor(b / 2)
  return (raised - (((raised % b) + b) % b)) / b
}

/** `50,000` */
export const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')

const signed = (amount: MicroUsd, text: (absolute: MicroUsd) => string) =>
  amount < 0 ? `-${text(-amount)}` : text(amount)

/** `1,004.38`: dollars and cents, the half cent rounded up. */
export const usd = (amount: MicroUsd): string =>
  signed(amount, (absolute) => {
    const cents = dividedBy(absolute, perCent)
    return `${grouped((cents - (cents % 100)) / 100)}.${String(cents % 100).padStart(2, '0')}`
  })

/** `0.0076`: every decimal that is not zero, and two at least. For what costs less than a cent. */
export const exactUsd = (amount: MicroUsd): string =>
  signed(amount, (absolute) => {
    const rest = absolute % perDollar
    const decimals = String(rest)
      .padStart(6, '0')
      .replace(/0{1,4}$/, '')
    return `${grouped((absolute - rest) / perDollar)}.${decimals}`
  })
