/** Rentals and deposits, which answer with what the guard gave them. */
import type { HandlersOf } from '@scopegate/http'
import type { contract } from '../../scopes/contract.ts'

export const compose = (): HandlersOf<typeof contract, 'rental'> => ({
  createRental: (c) => c.json({ org: c.var.org }, 201),
  listRentals: (c) => c.json({ items: [] }),
  getRental: (c) => c.json({ id: c.req.param('id') }),
  getDeposit: (c) => c.json({ org: c.var.org, balance: 0 }),
  listDepositEntries: (c) => c.json({ items: [] }),
  creditDeposit: (c) => c.json({ org: c.var.org }),
})
