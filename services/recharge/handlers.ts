/**
 * The recharge service's handlers: each reads its input, asks the organization's stores, and answers.
 *
 * @module
 */

import { jsonAnswer, toResponse } from '@scopegate/dynamo/idempotency/answer'
import { idempotencyKey } from '@scopegate/dynamo/idempotency/key'
import type { Once } from '@scopegate/dynamo/idempotency/once'
import { listPage } from '@scopegate/dynamo/pagination'
import { orgNotFoundDetail } from '@scopegate/http/decide'
import type { HandlersOf } from '@scopegate/http/handlers'
import { parseBody } from '@scopegate/http/input/parse'
import { Problem } from '@scopegate/http/problem'
import type { contract } from '@scopegate/scopes/contract'
import { CreditTerms } from './credit.ts'
import { type RechargeStore, RechargeTerms } from './recharges.ts'
import { OrgTerms, type Wallet } from './wallet.ts'
import type { WalletStore } from './wallets.ts'

export interface RechargeDeps {
  readonly wallets: WalletStore
  readonly recharges: RechargeStore
  readonly once: Once
}

/** A wallet as its owner sees it. */
const walletBody = ({ balance, currency, updated_at }: Wallet) => ({ balance, currency, updated_at })

/** The one answer for a recharge that is not there, or of another organization. */
const noSuchRecharge = () => new Problem('not_found', { detail: 'There is no such recharge: check the id' })

const noWallet = () =>
  new Problem('not_found', { detail: 'Your organization has no wallet yet: ask an operator to open it' })

export const rechargeHandlers = ({
  wallets,
  recharges,
  once,
}: RechargeDeps): HandlersOf<typeof contract, 'recharge'> => ({
  createRecharge: async (c) => {
    const { org, caller } = c.var
    const key = idempotencyKey(c.req.header('idempotency-key'))
    const terms = await parseBody(c, RechargeTerms)
    const request = { key, operation: 'createRecharge', org, caller, payload: terms, contended: org } as const
    const result = await once(request, async (deadline) => {
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
    return c.json(await listPage(c, { list: 'recharges', org, read, placeOf: ({ id }) => id }))
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
    const read = wallets.forOrg(org).entries
    return c.json(await listPage(c, { list: 'wallet-entries', org, read, placeOf: ({ sequence }) => `${sequence}` }))
  },

  openOrg: async (c) => {
    const { org } = c.var
    const terms = await parseBody(c, OrgTerms)
    const { wallet, created } = await wallets.forOrg(org).open(terms)
    const { name, currency, opened_at } = wallet
    return c.json({ org, name, currency, opened_at }, created ? 201 : 200)
  },

  creditWallet: async (c) => {
    const { org, caller } = c.var
    const key = idempotencyKey(c.req.header('idempotency-key'))
    const terms = await parseBody(c, CreditTerms)
    const request = { key, operation: 'creditWallet', org, caller, payload: terms, contended: org } as const
    const result = await once(request, async (deadline) => {
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
