/** The messages that AWS would have mailed, the newest first. */
import { html } from 'hono/html'
import { type Html, page } from './shell.ts'

export interface InboxMessage {
  /** The name of the pool. */
  readonly pool: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** ISO 8601. */
  readonly at: string
}

export const inboxPage = (messages: readonly InboxMessage[]): Html =>
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
export const closedInboxPage = (): Html =>
  page({
    title: 'Inbox',
    content: html`<p role="alert">Only the user who runs the local stack may read the inbox, and this system does not say whose request this is.</p>
<p>The same messages are in the output of <code>start</code>.</p>`,
  })
