/** The whole system: its rules, and a local stack that answers 200, 401 and 403. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startableSystem, startSystem } from '@scopegate/cli/start/index'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = dirname(import.meta.dirname)
const folder = mkdtempSync(join(tmpdir(), 'library-'))
const lines: string[] = []
let stack: Awaited<ReturnType<typeof startSystem>>

beforeAll(async () => {
  const system = await startableSystem(root)
  stack = await startSystem({ system, port: 0, directory: folder, fresh: true, log: (line) => lines.push(line) })
}, 120_000)
afterAll(async () => {
  await stack?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A token of the machine, by the client credentials grant. */
async function machineToken(): Promise<string> {
  const { id = '', secret = '' } = stack.file.clients['importer'] ?? {}
  const answer = await fetch(`${stack.file.pools['customers']?.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  // The cast is safe: the token endpoint's answer (RFC 6749 §5.1).
  return ((await answer.json()) as { readonly access_token: string }).access_token
}

const books = () => `${stack.file.apis['customers']?.url}/v1/books`

test('the machine lists the books: 200', async () => {
  const answer = await fetch(books(), { headers: { authorization: `Bearer ${await machineToken()}` } })
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { items: [{ id: 'first-book', title: 'The first of the books' }] },
  ])
})

test('it may not add one: 403; and without a token nobody lists them: 401', async () => {
  const headers = { authorization: `Bearer ${await machineToken()}` }
  expect((await fetch(`${books()}/mine`, { method: 'PUT', headers, body: '{"title":"Mine"}' })).status).toBe(403)
  expect((await fetch(books())).status).toBe(401)
})

test('the stack says that it emulates neither the queue nor the alarm', () => {
  expect(lines.find((line) => line.startsWith('Not emulated'))).toMatch(/AWS::SQS::Queue.*AWS::CloudWatch::Alarm/)
})

test('no rule is broken: the contract allows the queue, and the alarm needs no leave', async () => {
  const scopes = fileURLToPath(new URL('../../../packages/cli/main.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [scopes, 'check', '--quiet'], { cwd: root })
  expect(stdout).toBe('')
}, 120_000)
