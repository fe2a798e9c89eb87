/** What all pages share: the document around them and their headers. They work without scripts; `html` escapes all that is put in. */
import { html, raw } from 'hono/html'
import { style, styleHash } from './style.ts'

export type Html = ReturnType<typeof html>

interface Shell {
  readonly title: string
  /** Under the title. */
  readonly lead?: Html | string | undefined
  readonly content: Html
  /** For tables instead of a form. */
  readonly wide?: boolean
}

export const page = ({ title, lead, content, wide = false }: Shell): Html =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${raw(style)}</style></head>
<body><main${wide ? raw(' class="wide"') : ''}>
<p class="brand"><a href="/">Scopegate local stack</a></p>
<h1>${title}</h1>${lead === undefined ? '' : html`<p class="quiet">${lead}</p>`}
${content}
</main></body>
</html>`

/**
 * The headers of each page: no script, no framing, no cache. A browser also applies `form-action` to the redirect after
 * a form, so the origin of the client's own address must be in it.
 */
export function pageHeaders(redirectUri?: string): Record<string, string> {
  const target = redirectUri === undefined ? '' : ` ${sourceOf(new URL(redirectUri))}`
  return {
    'content-security-policy': `default-src 'none'; style-src ${styleHash}; base-uri 'none'; frame-ancestors 'none'; form-action 'self'${target}`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  }
}

const sourceOf = ({ protocol, origin }: URL) => (origin === 'null' ? protocol : origin)

/** Text in which what stands between backticks is code. */
export const withCode = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
