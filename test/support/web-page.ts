/** Serves a page of `test/web` to a real browser, at the address that the stage `local` registers for a web application. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'

export interface WebPage {
  /** Without a trailing slash. */
  readonly origin: string
  /** What the page's library is configured with, from the next load on. */
  configuration: object
  close(): Promise<void>
}

/** @param name a module of `test/web`, which puts its library into the global `client` */
export async function serveWebPage(name: 'amplify' | 'oidc-client', port: number): Promise<WebPage> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../web/${name}.ts`, import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
    define: { global: 'globalThis' },
  })
  const script = outputFiles[0]?.text ?? ''
  const html =
    '<!doctype html><html lang="en"><title>Application</title><script type="module" src="/script.js"></script>'
  const page = { origin: `http://localhost:${port}`, configuration: {}, close }
  const server = createServer(({ url }, response) => {
    const [type, body] =
      url === '/script.js'
        ? ['text/javascript', script]
        : url === '/configuration.json'
          ? ['application/json', JSON.stringify(page.configuration)]
          : ['text/html', html]
    response.setHeader('content-type', type).end(body)
  })
  server.listen(port, 'localhost')
  await once(server, 'listening')
  async function close() {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return page
}

/** Evaluates an expression in the page as soon as its library is there. */
export async function inPage<T>(page: Page, expression: string): Promise<T> {
  await page.waitForFunction('globalThis.client !== undefined')
  return page.evaluate<T>(expression)
}
