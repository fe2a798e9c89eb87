/**
 * The two pages that a person sees: the sign-in form and the refusal. Plain HTML that works without scripts and with a
 * screen reader. `html` escapes whatever is put in.
 */
import { html } from 'hono/html'

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:24rem;margin:10vh auto;padding:0 1rem}label{display:block;margin-top:1rem}input,button{font:inherit;width:100%;box-sizing:border-box;padding:.5rem}button{margin-top:1.5rem}[role=alert]{color:#a00000}'

const page = (title: string, content: ReturnType<typeof html>) =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>`

export interface LoginPage {
  readonly pool: string
  /** Where the form goes, with the request's own parameters. */
  readonly action: string
  readonly csrf: string
  readonly username: string
  readonly error: string | undefined
}

/** The sign-in form. */
export const loginPage = ({ pool, action, csrf, username, error }: LoginPage) =>
  page(
    `Sign in to ${pool}`,
    html`${error === undefined ? '' : html`<p role="alert" id="problem">${error}</p>`}
<form method="post" action="${action}">
<input type="hidden" name="_csrf" value="${csrf}">
<label for="username">E-mail</label>
<input id="username" name="username" type="email" autocomplete="username" required value="${username}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>
<p>This is the local stack. It is not Amazon Cognito, and only its own users can sign in.</p>`,
  )

/** A request that cannot be taken back to its client. */
export const refusalPage = (reason: string) =>
  page('This request cannot be answered', html`<p role="alert">${reason}.</p>`)

/**
 * Headers of both pages. No script, no framing, no cache. A browser also applies `form-action` to the redirect after
 * the form, so the origin of the client's own address must be in it.
 */
export function pageHeaders(redirectUri?: string): Record<string, string> {
  const target = redirectUri === undefined ? '' : ` ${sourceOf(new URL(redirectUri))}`
  return {
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'${target}`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  }
}

const sourceOf = ({ protocol, origin }: URL) => (origin === 'null' ? protocol : origin)
