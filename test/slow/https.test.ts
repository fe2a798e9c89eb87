/** Chromium at the local stack with TLS: the certificate's key is pinned, and verification is on. */
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startableSystem, startSystem } from '@scopegate/cli/start/index'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
let folder: string
let stack: Awaited<ReturnType<typeof startSystem>>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scopegate-https-'))
  stack = await startSystem({ system: await startableSystem(root), port: 0, directory: folder, https: true })
})
afterAll(async () => {
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** What the browser makes of a page: its status, or the error in its own word. */
async function visit(keys: readonly string[]): Promise<unknown> {
  const browser = await launchChromium(keys)
  try {
    const page = await browser.newPage()
    const answer = await page.goto(`${stack.file.pools['merchant']?.issuer}/.well-known/jwks.json`)
    return answer?.status()
  } catch (error) {
    return /net::\w+/.exec(String(error))?.[0] ?? error
  } finally {
    await browser.close()
  }
}

test('a browser that pins the authority’s key sees the stack, and one that pins another does not', async () => {
  const { publicKey } = new X509Certificate(readFileSync(stack.file.authority ?? ''))
  const pin = (key: Buffer) => createHash('sha256').update(key).digest('base64')
  expect(await visit([pin(publicKey.export({ type: 'spki', format: 'der' }))])).toBe(200)
  expect(await visit([pin(Buffer.from('another key'))])).toBe('net::ERR_CERT_AUTHORITY_INVALID')
})
