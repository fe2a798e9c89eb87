/**
 * What the product's own service does, in the small.
 *
 * @module
 */
import type { HandlersOf } from '@scopegate/http'
import type { contract } from '../../scopes/contract.ts'

export const compose = (): HandlersOf<typeof contract, 'account'> => ({
  openOrg: (c) => c.json({ org: c.var.org }, 201),
  getAccess: (c) => c.json({ scopes: [...c.var.caller.scopes] }),
  getProfile: (c) => c.json({ sub: c.var.caller.sub }),
  getHealth: (c) => c.json({ status: 'up' }),
})
