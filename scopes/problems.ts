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
  wallet_insufficient: {
    status: 409,
    title: 'Wallet balance too low',
    means: 'The recharge costs more than the wallet holds. Nothing was charged.',
    next: `Have the wallet credited, then ${same}.`,
  },
  wallet_full: {
    status: 409,
    title: 'Wallet balance would exceed the maximum',
    means: 'The credit would exceed what a wallet may hold. Nothing was credited.',
    next: 'Credit less.',
  },
  currency_mismatch: {
    status: 422,
    title: 'Currency differs from the wallet’s',
    means: 'The amount is in another currency than the wallet.',
    next: 'Use the currency of the wallet.',
  },
} as const satisfies Record<string, ProblemSpec>
