/** The pages of the local stack in Chromium: each at two widths, light and dark, without a fault that axe-core finds. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startableSystem, startSystem } from '@scopegate/cli/start/index'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'

type Stack = Awaited<ReturnType<typeof startSystem>>
type Browser = Awaited<ReturnType<typeof launchChromium>>

const directory = mkdtempSync(join(tmpdir(), 'scopegate-pages-'))
/** Named by `SCREENSHOTS`, they stay there to be looked at. */
const screenshots = process.env['SCREENSHOTS'] ?? join(directory, 'screenshots')
mkdirSync(screenshots, { recursive: true })
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
let stack: Stack
let browser: Browser

beforeAll(async () => {
  const system = await startableSystem(fileURLToPath(new URL('../../', import.meta.url)))
  stack = await startSystem({ system, port: 0, directory: join(directory, 'local') })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
  rmSync(directory, { recursive: true, force: true })
})

const base = () => stack.file.aws.cognito
const personOf = (pool: string) => stack.file.users.find((user) => user.pool === pool) ?? { username: '', password: '' }

function authorize(changes: Record<string, string> = {}, path = 'oauth2/authorize'): string {
  const { id = '', redirectUris = [] } = stack.file.clients['merchant-web'] ?? {}
  const query = { response_type: 'code', client_id: id, redirect_uri: redirectUris[0] ?? '', ...changes }
  return `${stack.file.pools['merchant']?.domain}/${path}?${new URLSearchParams(query).toString()}`
}

const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [name, value] of Object.entries(fields)) await page.fill(`input[name="${name}"]`, value)
  await page.click('form [type=submit]')
}

/** How each page is reached. */
const pages: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  start: (page) => page.goto(base()),
  'sign-in': (page) => page.goto(authorize()),
  'sign-in, filled': async (page) => {
    await page.goto(authorize())
    await page.click(`button[value="${personOf('merchant').username}"]`)
  },
  'sign-in, refused': async (page) => {
    await page.goto(authorize())
    await fill(page, { username: 'nobody@shop.example', password: 'guess' })
  },
  'refusal of an address': (page) => page.goto(authorize({ redirect_uri: 'http://localhost:4000/callback' })),
  'refusal of a client': (page) => page.goto(authorize({ client_id: 'nobody' })),
  'refusal of a sign-out': (page) => page.goto(authorize({ logout_uri: 'http://localhost:4000/' }, 'logout')),
}

const looks = [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })))

describe.each(looks)('at $width pixels, $scheme', ({ width, scheme }) => {
  test.each(Object.keys(pages))('%s', async (name) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
    const page = await context.newPage()
    try {
      await pages[name]?.(page)
      await page.screenshot({ path: join(screenshots, `${name} ${width} ${scheme}.png`), fullPage: true })
      expect(await violations(page)).toEqual([])
      // Nothing is cut off or has to be scrolled to sideways.
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    } finally {
      await context.close()
    }
  })
})

/** What axe-core finds, as rule and element. It runs in a world of its own, as the page takes no script. */
async function violations(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  const evaluate = async (expression: string) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description)
    return result.value as unknown
  }
  await evaluate(readFileSync(axe, 'utf8'))
  const found = await evaluate(
    'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))',
  )
  // Safe: the expression makes it so.
  return found as readonly string[]
}
