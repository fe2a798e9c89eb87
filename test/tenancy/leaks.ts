/**
 * Handlers that leak, each in one way that real services have leaked in. The property must find every one of them;
 * otherwise its silence about the real handlers would mean nothing.
 */
import { setImmediate } from 'node:timers/promises'
import { type Handlers as HandlersFor, type OrgId, Problem } from '@scopegate/http'
import type { contract } from '@scopegate/scopes/contract'
import type { Context } from 'hono'
import { type OperationId } from '../support/contract.ts'
import type { Stores } from './stores.ts'

type Handlers = HandlersFor<typeof contract>

interface Variables {
  readonly caller: { readonly sub: string; readonly clientId: string }
  org: OrgId
}
type LooseContext = Context<{ Variables: Variables }>
type LooseHandler = (c: LooseContext) => Response | Promise<Response>
type LooseHandlers = Readonly<Record<OperationId, LooseHandler>>

/** Spoils a set of handlers. */
export type Leak = (handlers: Handlers, stores: Stores) => Handlers

/** The cast is the leak's own: it forgets what each handler may see, which is what such a mistake would take. */
const loosely =
  (spoil: (handlers: LooseHandlers, stores: Stores) => Partial<LooseHandlers>): Leak =>
  (handlers, stores) => {
    const loose = handlers as unknown as LooseHandlers
    return { ...loose, ...spoil(loose, stores) } as unknown as Handlers
  }

/** Acts for this organization; no verified caller stands behind it. */
const actFor = (c: LooseContext, org: string) => c.set('org', org as OrgId)

/** The request once more, with another address or body. */
const rewrite = (c: LooseContext, url: string, body: string | undefined) => {
  const { method, headers } = c.req.raw
  c.req.raw = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) })
}

const ownOperations = [
  'listInventory',
  'getInventoryItem',
  'putInventoryItem',
  'adjustInventoryItem',
  'createRecharge',
  'listRecharges',
  'getRecharge',
  'getWallet',
  'listWalletEntries',
] as const satisfies readonly OperationId[]

const ofEach = (
  names: readonly OperationId[],
  wrap: (handler: LooseHandler) => LooseHandler,
  handlers: LooseHandlers,
) => Object.fromEntries(names.map((name) => [name, wrap(handlers[name])]))

const orgFromHeader = loosely((handlers) =>
  ofEach(
    ownOperations,
    (handler) => (c) => {
      const claimed = c.req.header('x-org-id')
      if (claimed !== undefined) actFor(c, claimed)
      return handler(c)
    },
    handlers,
  ),
)

const orgFromBody = loosely((handlers) =>
  ofEach(
    ['putInventoryItem', 'adjustInventoryItem', 'createRecharge'],
    (handler) => async (c) => {
      // The cast is safe enough: only the sequences' own bodies arrive here.
      const { org_id, ...others } = (await c.req.raw.json()) as { org_id?: string }
      if (org_id !== undefined) actFor(c, org_id)
      rewrite(c, c.req.url, JSON.stringify(others))
      return handler(c)
    },
    handlers,
  ),
)

const cursorTrustsItsOrg = loosely((handlers) =>
  ofEach(
    ['listInventory', 'listRecharges'],
    (handler) => async (c) => {
      const url = new URL(c.req.url)
      const [org, inner] = Buffer.from(url.searchParams.get('cursor') ?? '', 'base64url')
        .toString()
        .split('!')
      if (org !== undefined && inner !== undefined) {
        actFor(c, org)
        url.searchParams.set('cursor', inner)
        rewrite(c, url.href, undefined)
      }
      const answer = await handler(c)
      // The cast is safe: it is a list's answer.
      const page = (await answer.json()) as { next_cursor?: string }
      if (page.next_cursor === undefined) return c.json(page)
      return c.json({ ...page, next_cursor: Buffer.from(`${c.var.org}!${page.next_cursor}`).toString('base64url') })
    },
    handlers,
  ),
)

const keyOfEveryOrg = loosely((handlers) => {
  const answers = new Map<string, { readonly status: number; readonly headers: Headers; readonly body: string }>()
  return ofEach(
    ['creditWallet'],
    (handler) => async (c) => {
      const { sub, clientId } = c.var.caller
      const said = await c.req.raw.text()
      rewrite(c, c.req.url, said)
      const name = [sub, clientId, c.req.routePath, c.req.header('idempotency-key'), said].join(' ')
      const earlier = answers.get(name)
      if (earlier !== undefined) {
        const headers = new Headers([...earlier.headers, ['idempotency-replayed', 'true']])
        return new Response(earlier.body, { status: earlier.status, headers })
      }
      const answer = await handler(c)
      const body = await answer.text()
      answers.set(name, { status: answer.status, headers: answer.headers, body })
      return new Response(body, { status: answer.status, headers: answer.headers })
    },
    handlers,
  )
})

const rechargeOfAnyOrg = loosely(({ getRecharge }, stores) => ({
  getRecharge: async (c) => {
    const owner = await stores.ownerOf(c.req.param('id') ?? '')
    if (owner !== undefined) actFor(c, owner)
    return getRecharge(c)
  },
}))

/** The refusal is the right one, and a header gives away that there was something to refuse. */
const tellingHeader = loosely(({ getRecharge }, stores) => ({
  getRecharge: async (c) => {
    const owner = await stores.ownerOf(c.req.param('id') ?? '')
    if (owner === undefined || owner === c.var.org) return getRecharge(c)
    throw new Problem('not_found', {
      detail: 'There is no such recharge: check the id',
      headers: { vary: 'authorization' },
    })
  },
}))

/** The status and the code are the right ones, and the words give it away. */
const tellingWords = loosely(({ getRecharge }, stores) => ({
  getRecharge: async (c) => {
    const owner = await stores.ownerOf(c.req.param('id') ?? '')
    if (owner === undefined || owner === c.var.org) return getRecharge(c)
    throw new Problem('not_found', { detail: 'This recharge is not yours: check the id' })
  },
}))

const writesTwice = loosely(({ putInventoryItem }) => ({
  putInventoryItem: async (c) => {
    const { org } = c.var
    const body = await c.req.raw.text()
    rewrite(c, c.req.url, body)
    const answer = await putInventoryItem(c)
    const other = c.req.header('x-tenant-id')
    if (other !== undefined) {
      actFor(c, other)
      rewrite(c, c.req.url, body)
      await Promise.resolve(putInventoryItem(c)).catch(() => undefined)
      actFor(c, org)
    }
    return answer
  },
}))

const orgInAModuleVariable = loosely((handlers) => {
  let current: OrgId
  return ofEach(
    ownOperations,
    (handler) => async (c) => {
      current = c.var.org
      // Anything that lets other requests run: reading a body, a key set, a row.
      await setImmediate()
      c.set('org', current)
      return handler(c)
    },
    handlers,
  )
})

/** Every planted leak, by what it does. */
export const leaks: Readonly<Record<string, Leak>> = {
  'an organization taken from the header x-org-id': orgFromHeader,
  'an organization taken from the body': orgFromBody,
  'a cursor that carries its organization and is trusted': cursorTrustsItsOrg,
  'idempotency keys that are not bound to the organization': keyOfEveryOrg,
  'recharges that are found by their id alone': rechargeOfAnyOrg,
  'other words for what another organization has': tellingWords,
  'another header for what another organization has': tellingHeader,
  'the organization of whoever came last, kept in a variable': orgInAModuleVariable,
  'a silent second write into an organization that a header names': writesTwice,
}
