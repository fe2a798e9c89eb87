/** A browser as far as signing in needs one: cookies by path, forms, and redirects that the test follows by hand. */

export class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>()

  /** One request; redirects are not followed. */
  async request(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url)
    const sent = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path))
    const headers = new Headers(init.headers)
    if (sent.length > 0) headers.set('cookie', sent.map(([name, { value }]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  /** Goes to the address and on to the sign-in form, fills it in and posts it. */
  async signIn(url: string | URL, username: string, password: string): Promise<Response> {
    const { location, response } = await this.openForm(url)
    return this.submit(location, await response.text(), { username, password })
  }

  async openForm(url: string | URL): Promise<{ location: string; response: Response }> {
    const start = await this.request(url)
    const location = start.headers.get('location') ?? String(url)
    return { location, response: start.status === 302 ? await this.request(location) : start }
  }

  /** Posts the form of the page with its hidden fields. */
  submit(page: string, html: string, fields: Record<string, string>): Promise<Response> {
    const action = unescaped(/<form method="post" action="([^"]*)"/.exec(html)?.[1] ?? '')
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']): [string, string] => [name, unescaped(value)],
    )
    const body = new URLSearchParams([...hidden, ...Object.entries(fields)])
    return this.request(new URL(action, page), { method: 'POST', body })
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    const path = attributes.find((attribute) => attribute.startsWith('Path='))?.slice(5) ?? '/'
    if (attributes.includes('Max-Age=0')) this.#cookies.delete(name)
    else this.#cookies.set(name, { value, path })
  }
}

const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
