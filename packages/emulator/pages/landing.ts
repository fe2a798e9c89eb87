/** The start page: where everything is, who can sign in, how to get a token. It holds no secret. */
import type { StackClient, StackFile } from '@scopegate/template'
import { html } from 'hono/html'
import { emulatedPage } from '../aws/error.ts'
import { type Html, page } from './shell.ts'

export function landingPage({ apis, pools, clients, users, aws }: StackFile): Html {
  const named = Object.entries(clients)
  const signIns = named.filter(([, { redirectUris = [] }]) => redirectUris.length > 0)
  return page({
    title: 'Start here',
    lead: 'The whole system on this machine: emulated Cognito, HTTP APIs, their functions and DynamoDB.',
    wide: true,
    content: html`<section class="card"><h2>Sign in</h2>
<p class="quiet">These links begin as an application would, without PKCE. The code goes to the application’s address, which refuses a sign-in that it did not begin: start in the application to see all of it.</p>
${table(
  ['Client', 'Pool', 'Goes on to'],
  signIns.map(([name, client]) => [
    html`<a href="${signInLink(pools[client.pool]?.domain ?? '', client)}">${name}</a>`,
    client.pool,
    html`<code>${redirectOf(client)}</code>`,
  ]),
)}
<p>Codes and temporary passwords that AWS would mail are in the <a href="/inbox">inbox</a>.</p></section>
<section class="card"><h2>Demo users</h2>
<p class="quiet">The sign-in pages offer them. Passwords are in <code>.local/stack.json</code>.</p>
${table(
  ['E-mail', 'Pool', 'Role', 'A token for curl'],
  users.map(({ username, pool, role, org }) => [
    username,
    pool,
    org === undefined ? role : `${role} of ${org}`,
    html`<code>scopes token --as ${pool}:${role}${org === undefined ? '' : `@${org}`}</code>`,
  ]),
)}
<h3>Machines</h3>
${table(
  ['Client', 'Pool', 'A token for curl'],
  named
    .filter(([, { secret, redirectUris = [] }]) => secret !== undefined && redirectUris.length === 0)
    .map(([name, { pool }]) => [name, pool, html`<code>scopes token --as ${name}</code>`]),
)}</section>
<section class="card"><h2>APIs</h2>
${table(
  ['API', 'Address'],
  Object.entries(apis).map(([name, { url }]) => [name, html`<code>${url}</code>`]),
)}
<pre tabindex="0" aria-label="A call with a token">curl -i -H "Authorization: Bearer $(scopes token --as …)" ${Object.values(apis)[0]?.url ?? ''}/v1/…</pre></section>
<section class="card"><h2>Pools</h2>
${table(
  ['Pool', 'Id', 'Issuer'],
  Object.entries(pools).map(([name, { id, issuer }]) => [
    name,
    html`<code>${id}</code>`,
    html`<a href="${issuer}/.well-known/openid-configuration">${issuer}</a>`,
  ]),
)}</section>
<section class="card"><h2>AWS SDK and CLI</h2>
<p>Calls that AWS wants signed take the key of this stack:</p>
<pre tabindex="0" aria-label="Commands for the AWS CLI">source .local/aws.env
aws cognito-idp list-user-pools --max-results 10</pre>
<p>All services answer at <code>${aws.endpoint}</code>${aws.dynamodb === aws.endpoint ? '' : html`, the database at <code>${aws.dynamodb}</code>`}.</p>
<p>What is emulated is in <code>${emulatedPage}</code>; <code>scopes --help</code> lists every command.</p></section>`,
  })
}

const redirectOf = ({ redirectUris = [] }: StackClient): string =>
  redirectUris.find((uri) => /^https?:\/\/(localhost|127\.0\.0\.1)\b/.test(uri)) ?? redirectUris[0] ?? ''

function signInLink(domain: string, client: StackClient): string {
  const query = new URLSearchParams({ response_type: 'code', client_id: client.id, redirect_uri: redirectOf(client) })
  return `${domain}/oauth2/authorize?${query.toString()}`
}

/** On a narrow screen the cells of a row stand under each other. */
const table = (heads: readonly string[], rows: readonly (readonly (Html | string)[])[]): Html =>
  rows.length === 0
    ? html`<p class="quiet">None.</p>`
    : html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`
