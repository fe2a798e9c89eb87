/** The local stack's own pages at the base address: the tour and the inbox. */
import type { StackFile } from '@scopegate/template'
import type { Hono } from 'hono'
import { html } from 'hono/html'
import { landingPage } from './landing.ts'
import { fromOwnUser } from './peer.ts'
import { type Html, page, pageHeaders } from './shell.ts'

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

interface InboxMessage {
  /** The name of the pool. */
  readonly pool: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** ISO 8601. */
  readonly at: string
}

const inboxPage = (messages: readonly InboxMessage[]): Html =>
  page({
    title: 'Inbox',
    lead: html`Nothing is mailed here: this is what Amazon Cognito would have sent. <a href="/inbox">Reload</a> for newer ones.`,
    content:
      messages.length === 0
        ? html`<p class="card">No message yet.</p>`
        : html`${messages.map(
            ({ pool, to, subject, text, at }) => html`<article class="card"><h2>${subject}</h2>
<p class="hint">To ${to} · pool ${pool} · <time datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time></p>
<p>${text}</p></article>`,
          )}`,
  })

/** For a caller who may be another user of the machine: a code opens an account. */
const closedInboxPage = (): Html =>
  page({
    title: 'Inbox',
    content: html`<p role="alert">Only the user who runs the local stack may read the inbox, and this system does not say whose request this is.</p>
<p>The same messages are in the output of <code>start</code>.</p>`,
  })
