/** The page for a request that cannot be taken back to its client: what was sent, what is registered, what to do. */
import { html } from 'hono/html'
import { type Html, page, withCode } from '../../pages/shell.ts'

/** All of it is the developer's own input or the template's: no secret. */
export interface Refusal {
  readonly reason: string
  /** As it was sent, by parameter. */
  readonly sent?: Readonly<Record<string, string>>
  /** What would have been taken. */
  readonly registered?: { readonly what: string; readonly values: readonly string[] }
  /** Each a sentence. */
  readonly next?: readonly string[]
}

export const refusalPage = ({ reason, sent = {}, registered, next = [] }: Refusal): Html =>
  page({
    title: 'This request cannot be answered',
    content: html`<p role="alert">${withCode(reason)}.</p>
${
  registered === undefined && Object.keys(sent).length === 0
    ? ''
    : html`<div class="card"><dl>
${Object.entries(sent).map(([name, value]) => html`<dt>Sent as <code>${name}</code></dt><dd><code>${value}</code></dd>`)}
${registered === undefined ? '' : html`<dt>${withCode(registered.what)}</dt>${valuesOf(registered.values)}`}
</dl></div>`
}
${next.length === 0 ? '' : html`<h2>What to do</h2><ul>${next.map((line) => html`<li>${withCode(line)}</li>`)}</ul>`}
<footer><p>The browser was not sent back: only a known client with a registered address gets an answer.</p></footer>`,
  })

const valuesOf = (values: readonly string[]) =>
  (values.length === 0 ? ['none'] : values).map((value) => html`<dd><code>${value}</code></dd>`)
