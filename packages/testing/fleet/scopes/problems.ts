/** The problems of this system's own operations. Those that every service can answer are the product's. */
import type { ProblemSpec } from '@scopegate/contract'

const same = 'send the same request again'

export const problems = {
  stock_insufficient: {
    status: 409,
    title: 'Stock would fall below zero',
    means: 'The adjustment takes more than there is. Nothing was changed.',
    next: 'Get the item and take less.',
  },
  quantity_excessive: {
    status: 409,
    title: 'Quantity would exceed the maximum',
    means: 'The adjustment would exceed what an item may hold. Nothing was changed.',
    next: 'Add less.',
  },
  deposit_insufficient: {
    status: 409,
    title: 'Deposit balance too low',
    means: 'The rental costs more than the deposit holds. Nothing was charged.',
    next: `Have the deposit credited, then ${same}.`,
  },
  deposit_full: {
    status: 409,
    title: 'Deposit balance would exceed the maximum',
    means: 'The credit would exceed what a deposit may hold. Nothing was credited.',
    next: 'Credit less.',
  },
  currency_mismatch: {
    status: 422,
    title: 'Currency differs from the deposit’s',
    means: 'The amount is in another currency than the deposit.',
    next: 'Use the currency of the deposit.',
  },
} as const satisfies Record<string, ProblemSpec>
