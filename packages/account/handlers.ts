/**
 * The account service's handlers: which organizations are open, what the caller's token may do, who the caller is, and
 * whether the process is up.
 */
import type { HandlersOf } from '@scopegate/http/handlers'
import { parseBody } from '@scopegate/http/input/parse'
import { Problem } from '@scopegate/http/problem'
import { describeAccess } from './access.ts'
import type { AccountContract, AccountHandlers, OwnRows } from './contract.ts'
import type { FurtherTerms, Organizations } from './organizations.ts'
import type { FindProfile } from './profiles.ts'

export interface AccountDeps<T extends FurtherTerms> {
  readonly organizations: Organizations<T>
  readonly findProfile: FindProfile
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** The handlers of the account service. `composeAccount` puts them together from the environment. */
export function accountHandlers<const C extends AccountContract, T extends FurtherTerms>(
  contract: C,
  { organizations, findProfile, now }: AccountDeps<T>,
): AccountHandlers<C> {
  const handlers: HandlersOf<OwnRows, 'account'> = {
    openOrg: async (c) => {
      const terms = await parseBody(c, organizations.schema)
      const { organization, created } = await organizations.open(c.var.org, terms)
      return c.json(organization, created ? 201 : 200)
    },

    getAccess: (c) => c.json(describeAccess(contract, c.var.caller, now())),

    getProfile: async (c) => {
      const { caller } = c.var
      const profile = await findProfile(caller.pool, caller.sub)
      if (profile === undefined) throw new Problem('not_found', { detail: 'The signed-in person no longer exists' })
      return c.json(profile)
    },

    getHealth: (c) => c.json({ status: 'ok' }),
  }
  // The cast is safe: the rows of these operations are the product's own in every `AccountContract`.
  return handlers as unknown as AccountHandlers<C>
}
