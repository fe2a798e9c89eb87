/** From what an actor tries to a draft of the request, with the names that the sequence has learned by now. */

import { type OperationId, operations } from '../../support/contract.ts'
import type { Asked } from './asked.ts'
import type { Actor, Cast } from './cast.ts'
import { cursorText } from './cursors.ts'
import { detourPath } from './detours.ts'
import type { IdForm, Intent, Target } from './intents.ts'
import { type ListName, type Loot, pickFrom } from './loot.ts'

/** Well-formed, and never given to anything. */
const neverUlid = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const neverSku = 'zzz'
const maximumLimit = 50

/**
 * The operations that the sequences are about, each of which must both succeed and be refused in a run. **A new operation needs no
 * place here**: it is in the access matrix, and gets the refusals of `bad-addresses` and `bad-bodies`. One that keeps something of
 * an organization's is worth an intent, a draft and a judgement, and then its place.
 */
export const drafted = [
  'listInventory',
  'getInventoryItem',
  'putInventoryItem',
  'adjustInventoryItem',
  'createRecharge',
  'listRecharges',
  'getRecharge',
  'getWallet',
  'listWalletEntries',
  'openOrg',
  'creditWallet',
] as const satisfies readonly OperationId[]

/** One of them, or the one that says what the token may do, which is nobody's data. */
export type DraftedOperation = (typeof drafted)[number] | 'getAccess'

/** A request before it is disguised and signed. */
export interface Draft {
  readonly asked: Asked
  readonly operation: DraftedOperation | undefined
  readonly home: string | undefined
  readonly method?: string
  readonly path: string
  readonly query?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
  /** What is different in the blank. */
  readonly blank?: {
    readonly path?: string
    readonly query?: readonly string[]
    readonly headers?: Readonly<Record<string, string>>
  }
}

const listOperations = {
  inventory: 'listInventory',
  recharges: 'listRecharges',
  'wallet-entries': 'listWalletEntries',
} as const satisfies Record<ListName, DraftedOperation>

const idempotency = (key: string) => ({ 'idempotency-key': `"${key}"` })

/** The sequence number is in the key, because machines and operators are the same in all sequences. */
const keyText = ({ never }: Cast, key: number) => `${never}-${key}`

function idText(form: IdForm, id: string, org: string): string {
  switch (form) {
    case 'as-is':
      return id
    case 'lower-case':
      return id.toLowerCase()
    case 'cut':
      return id.slice(0, -1)
    case 'addressed':
      return `${org}:${id}`
    case 'never':
      return neverUlid
  }
}

function targetText({ of, form }: Target, { orgs, never }: Cast): { readonly org: string; readonly exists: boolean } {
  const org = orgs[of % orgs.length] ?? never
  switch (form) {
    case 'as-is':
      return { org, exists: true }
    case 'never':
      return { org: never, exists: false }
    case 'upper-case':
      return { org: org.toUpperCase(), exists: false }
    case 'dotted':
      return { org: `${org}.`, exists: false }
  }
}

/** Drafts the request. */
export function draft(intent: Exclude<Intent, { kind: 'again' }>, actor: Actor, cast: Cast, loot: Loot): Draft {
  const home = actor.org
  const mark = home ?? cast.never
  switch (intent.kind) {
    case 'list': {
      const operation = listOperations[intent.list]
      const known = intent.cursor === undefined ? undefined : pickFrom(loot.cursors, intent.cursor.pick)
      const limits = intent.limit === undefined ? [] : [`limit=${intent.limit}`]
      const asked = { kind: 'list', list: intent.list, limit: intent.limit ?? maximumLimit } as const
      const path = operations[operation].path
      if (known === undefined || intent.cursor === undefined) {
        return { asked: { ...asked, after: 'beginning' }, operation, home, path, query: limits }
      }
      const text = cursorText(intent.cursor.form, known)
      const own = text === known.text && known.org === home && known.list === intent.list
      return {
        asked: { ...asked, after: own ? { place: known.after } : 'refused' },
        operation,
        home,
        path,
        query: [...limits, `cursor=${encodeURIComponent(text)}`],
        blank: { query: [...limits, `cursor=${Buffer.from('never given out').toString('base64url')}`] },
      }
    }
    case 'get-item': {
      const { sku } = intent
      const blank = { path: `/v1/inventory/${neverSku}` }
      return {
        asked: { kind: 'get-item', sku },
        operation: 'getInventoryItem',
        home,
        path: `/v1/inventory/${sku}`,
        blank,
      }
    }
    case 'put-item': {
      const { sku, quantity, condition } = intent
      const version = condition.kind === 'version' ? (pickFrom(loot.versions, condition.pick)?.text ?? neverUlid) : ''
      const terms = { name: `Item of ${mark}`, quantity }
      const conditions = {
        unstated: {},
        absent: { 'if-none-match': '*' },
        any: { 'if-match': '*' },
        version: { 'if-match': `"${version}"` },
      } as const
      return {
        asked: { kind: 'put-item', sku, terms, condition: condition.kind === 'version' ? { version } : condition.kind },
        operation: 'putInventoryItem',
        home,
        path: `/v1/inventory/${sku}`,
        headers: conditions[condition.kind],
        body: terms,
        ...(condition.kind === 'version' ? { blank: { headers: { 'if-match': `"${neverUlid}"` } } } : {}),
      }
    }
    case 'adjust': {
      const { sku, delta } = intent
      const key = keyText(cast, intent.key)
      const terms = { delta, reason: `Counted by ${mark}` }
      return {
        asked: { kind: 'adjust', sku, terms, key },
        operation: 'adjustInventoryItem',
        home,
        path: `/v1/inventory/${sku}/adjustments`,
        headers: idempotency(key),
        body: terms,
        blank: { path: `/v1/inventory/${neverSku}/adjustments`, headers: idempotency(`${cast.never}-blank`) },
      }
    }
    case 'recharge': {
      const key = keyText(cast, intent.key)
      const terms = { account: `${mark}-phone`, amount: intent.amount, currency: 'EUR' }
      const asked = { kind: 'recharge', terms, key } as const
      return { asked, operation: 'createRecharge', home, path: '/v1/recharges', headers: idempotency(key), body: terms }
    }
    case 'get-recharge': {
      const known = pickFrom(loot.recharges, intent.pick) ?? { org: cast.never, text: neverUlid }
      const id = idText(intent.form, known.text, known.org)
      const blank = { path: `/v1/recharges/${neverUlid}` }
      return { asked: { kind: 'get-recharge', id }, operation: 'getRecharge', home, path: `/v1/recharges/${id}`, blank }
    }
    case 'wallet':
      return { asked: { kind: 'wallet' }, operation: 'getWallet', home, path: '/v1/wallet' }
    case 'access':
      return { asked: { kind: 'access' }, operation: 'getAccess', home, path: '/v1/access' }
    case 'open': {
      const { org, exists } = targetText(intent.target, cast)
      // To open an organization that never was would be right, and leave none to compare with.
      const path = intent.target.form === 'never' ? `/v1/orgs/${org}.` : `/v1/orgs/${org}`
      const terms = { name: `Name of ${org}`, currency: intent.currency }
      const blank = { path: `/v1/orgs/${cast.never}.` }
      return {
        asked: { kind: 'open', terms },
        operation: 'openOrg',
        home: exists ? org : undefined,
        path,
        body: terms,
        blank,
      }
    }
    case 'credit': {
      const { org, exists } = targetText(intent.target, cast)
      const key = keyText(cast, intent.key)
      // No organization is named here: the same credit for two of them differs in nothing but the path.
      const terms = { amount: intent.amount, currency: 'EUR', reference: 'invoice' }
      return {
        asked: { kind: 'credit', terms, key },
        operation: 'creditWallet',
        home: exists ? org : undefined,
        path: `/v1/orgs/${org}/wallet/credits`,
        headers: idempotency(key),
        body: terms,
        blank: { path: `/v1/orgs/${cast.never}/wallet/credits` },
      }
    }
    case 'detour': {
      const { detour } = intent
      const org = cast.orgs[detour.of % cast.orgs.length] ?? cast.never
      const recharge = pickFrom(loot.recharges, detour.pick)?.text ?? neverUlid
      return {
        asked: { kind: 'detour' },
        operation: undefined,
        home: undefined,
        method: detour.method,
        path: detourPath(detour, { org, recharge }),
        ...(detour.method === 'GET' ? {} : { body: { amount: 1, currency: 'EUR' }, headers: idempotency(cast.never) }),
        blank: { path: detourPath(detour, { org: cast.never, recharge: neverUlid }) },
      }
    }
  }
}
