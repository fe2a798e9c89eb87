/**
 * The account service's handlers: what the caller's token may do, who the caller is, and whether the process is up.
 *
 * @module
 */
import type { HandlersOf } from '@scopegate/http/handlers'
import { Problem } from '@scopegate/http/problem'
import type { contract } from '@scopegate/scopes/contract'
import { describeAccess } from './access.ts'
import type { FindProfile } from './profiles.ts'

export interface AccountDeps {
  readonly findProfile: FindProfile
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export const accountHandlers = ({ findProfile, now }: AccountDeps): HandlersOf<typeof contract, 'account'> => ({
  getAccess: (c) => c.json(describeAccess(c.var.caller, now())),

  getProfile: async (c) => {
    const { caller } = c.var
    const profile = await findProfile(caller.pool, caller.sub)
    if (profile === undefined) throw new Problem('not_found', { detail: 'The signed-in person no longer exists' })
    return c.json(profile)
  },

  getHealth: (c) => c.json({ status: 'ok' }),
})
