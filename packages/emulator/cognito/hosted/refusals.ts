/** The refusals that the hosted pages can give, with what to do about each. */

import { html } from 'hono/html'
import { type Html, page, withCode } from '../../pages/shell.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'

export const sentTwice: Refusal = {
  reason: 'A parameter was sent twice',
  next: ['Send each parameter of the address once.'],
}

export const malformedForm: Refusal = {
  reason: 'The form is malformed',
  next: ['Go back and reload the page.'],
}

export const foreignForm: Refusal = {
  reason: 'The form is not ours or too old: allow cookies, go back and reload the page',
}

/** Names the parameters that have no value: what is missing is not unknown. */
export function missing(parameters: Readonly<Record<string, string | undefined>>, more = ''): Refusal {
  const sent = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const names = Object.keys(parameters).filter((name) => parameters[name] === undefined)
  return {
    reason: `Missing: ${names.map((name) => `\`${name}\``).join(' and ')}${more}`,
    sent: Object.fromEntries(sent),
    next: ['The start page of the local stack has a sign-in link of each client that is complete.'],
  }
}

export function unknownClient(pool: ResolvedPool, id: string): Refusal {
  const people = pool.clients.filter(({ redirectUris }) => redirectUris.length > 0)
  return {
    reason: 'The `client_id` is not known here',
    sent: { client_id: id },
    registered: {
      what: `Clients of pool \`${pool.name}\` that people sign in through`,
      values: people.map((client) => `${client.id} (${client.name})`),
    },
    next: [
      'Use one of these, or the domain of the pool that the client belongs to.',
      'Ids are made anew by `--fresh`: an application that is configured with an old one reads it again from `.local/stack.json`.',
    ],
  }
}

export const unknownRedirect = (client: ResolvedClient, sent: string): Refusal => ({
  reason: 'The `redirect_uri` is not registered for this client',
  sent: { redirect_uri: sent },
  registered: { what: `Registered for client \`${client.name}\``, values: client.redirectUris },
  next: [
    'Send one of these: they are compared character by character, so a slash, the port or `localhost` for `127.0.0.1` counts.',
    // Anybody can send a link with any address in it: what is to be pasted into a shell must be harmless there.
    ...(/^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[\w./-]*)?$/.test(sent)
      ? [`For this local stack alone: start it with \`--redirect ${sent}\`.`]
      : []),
    'For a stage: add it to the `redirectUris` of the client in the stages of the system.',
  ],
})

export const unknownLogout = (client: ResolvedClient, sent: string): Refusal => ({
  reason: 'The `logout_uri` is not registered for this client',
  sent: { logout_uri: sent },
  registered: { what: `Registered for client \`${client.name}\``, values: client.logoutUris },
  next: [
    'Send one of these: they are compared character by character.',
    'Otherwise add it to the `logoutUris` of the client in the stages of the system.',
  ],
})

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
