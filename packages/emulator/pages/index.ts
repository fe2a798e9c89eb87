/** The local stack's own pages at the base address: the tour and the inbox. */
import type { StackFile } from '@scopegate/template'
import type { Hono } from 'hono'
import { closedInboxPage, inboxPage } from './inbox.ts'
import { landingPage } from './landing.ts'
import { fromOwnUser } from './peer.ts'
import { pageHeaders } from './shell.ts'

export interface Pages {
  /** `undefined` until the whole stack runs. */
  readonly stack: () => StackFile | undefined
  readonly pools: readonly { readonly id: string; readonly name: string }[]
  /** The newest first; `pool` is the id and `at` in milliseconds. */
  readonly messages: () => readonly {
    readonly pool: string
    readonly to: string
    readonly subject: string
    readonly text: string
    readonly at: number
  }[]
}

export function addPages(app: Hono, { stack, pools, messages }: Pages): void {
  app.get('/', (c) => {
    const file = stack()
    return file === undefined ? c.notFound() : c.html(landingPage(file), 200, pageHeaders())
  })
  app.get('/inbox', (c) => {
    if (!fromOwnUser(c)) return c.html(closedInboxPage(), 403, pageHeaders())
    const named = messages().map(({ pool, at, ...message }) => ({
      ...message,
      pool: pools.find(({ id }) => id === pool)?.name ?? pool,
      at: new Date(at).toISOString(),
    }))
    return c.req.header('accept') === 'application/json'
      ? c.json(named, 200, pageHeaders())
      : c.html(inboxPage(named), 200, pageHeaders())
  })
}
