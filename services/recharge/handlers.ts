/** The recharge service's handlers: each reads its input, asks the organization's stores, and answers. */

import { indexOf } from '@scopegate/contract'
import { type ExecuteIdempotently, idempotencyKey, jsonAnswer, listPage, toResponse } from '@scopegate/dynamo'
import { orgNotFoundDetail } from '@scopegate/http/decide'
import type { HandlersOf } from '@scopegate/http/handlers'
import { parseBody } from '@scopegate/http/input/parse'
import { Problem } from '@scopegate/http/problem'
import { contract } from '@scopegate/scopes/contract'
import { CreditTerms } from './credit.ts'
import { type RechargeStore, RechargeTerms } from './recharges.ts'
import type { Wallet, WalletEntry } from './wallet.ts'
import type { WalletStore } from './wallets.ts'

export interface RechargeDeps {
  readonly wallets: WalletStore
  readonly recharges: RechargeStore
  readonly idempotently: ExecuteIdempotently
}

const walletBody = ({ balance, currency, updated_at }: Wallet) => ({ balance, currency, updated_at })

const { clientNamed, poolNamed } = indexOf(contract)

/** Whether who calls through the client belongs to an organization; not for a client that the contract no longer has. */
const belongsToOrganization = (client: string): boolean =>
  poolNamed(clientNamed(client)?.pool ?? '')?.org === 'required'

/**
 * An entry as the organization sees it. Who moved money by a recharge is one of its own; who credited the wallet is not,
 * and a person's `sub` is for their own organization and for operators only.
 */
const entryBody = ({ caller: { sub, client }, ...entry }: WalletEntry) => ({
  ...entry,
  caller: belongsToOrganization(client) ? { sub, client } : { client },
})

/** The one answer for a recharge that is not there, or of another organization. */
const noSuchRecharge = () => new Problem('not_found', { detail: 'There is no such recharge: check the id' })

const noWallet = () =>
  new Problem('not_found', { detail: 'Your organization has no wallet yet: ask an operator to open it' })

export const rechargeHandlers = ({
  wallets,
  recharges,
  idempotently,
}: RechargeDeps): HandlersOf<typeof contract, 'recharge'> => ({
  createRecharge: async (c) => {
    const { org, caller } = c.var
    const key = idempotencyKey(c.req.header('idempotency-key'))
    const terms = await parseBody(c, RechargeTerms)
    const request = { key, operation: 'createRecharge', org, caller, payload: terms, contended: org } as const
    const result = await idempotently(request, async (deadline) => {
      const { recharge, write } = recharges.forOrg(org).plan(terms)
      const { amount, currency } = terms
      const movement = { kind: 'recharge', amount, currency, cause: recharge.id, caller } as const
      const planned = await wallets.forOrg(org).plan(movement, deadline)
      if (planned === undefined) throw noWallet()
      // The balance stays out of the answer: who may spend need not be one who may see it (`read:wallet`).
      const answer = jsonAnswer(201, recharge, { location: `/v1/recharges/${recharge.id}` })
      return { writes: [...planned.writes, write], answer }
    })
    return toResponse(result)
  },

  listRecharges: async (c) => {
    const { org } = c.var
    const read = recharges.forOrg(org).list
    return c.json(await listPage(c, { operation: 'listRecharges', org, read, placeOf: ({ id }) => id }))
  },

  getRecharge: async (c) => {
    const recharge = await recharges.forOrg(c.var.org).get(c.req.param('id'))
    if (recharge === undefined) throw noSuchRecharge()
    return c.json(recharge)
  },

  getWallet: async (c) => {
    const wallet = await wallets.forOrg(c.var.org).get()
    if (wallet === undefined) throw noWallet()
    return c.json(walletBody(wallet))
  },

  listWalletEntries: async (c) => {
    const { org } = c.var
    const read = async (limit: number, before: string | undefined) => {
      const { items, more } = await wallets.forOrg(org).entries(limit, before)
      return { items: items.map(entryBody), more }
    }
    return c.json(
      await listPage(c, { operation: 'listWalletEntries', org, read, placeOf: ({ sequence }) => `${sequence}` }),
    )
  },

  creditWallet: async (c) => {
    const { org, caller } = c.var
    const key = idempotencyKey(c.req.header('idempotency-key'))
    const terms = await parseBody(c, CreditTerms)
    const request = { key, operation: 'creditWallet', org, caller, payload: terms, contended: org } as const
    const result = await idempotently(request, async (deadline) => {
      const { amount, currency, reference } = terms
      const movement = { kind: 'credit', amount, currency, cause: reference, caller } as const
      const planned = await wallets.forOrg(org).plan(movement, deadline)
      if (planned === undefined) throw new Problem('not_found', { detail: orgNotFoundDetail })
      const { id, balance_after, at } = planned.entry
      return { writes: planned.writes, answer: jsonAnswer(201, { id, amount, currency, reference, balance_after, at }) }
    })
    return toResponse(result)
  },
})
