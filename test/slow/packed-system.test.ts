/**
 * What a new team does, from packed tarballs, in an empty folder that knows nothing of this workspace, with npm: a new
 * system, its checks, its tests, its local stack, a token, and the three answers.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { emulatedPage } from '@scopegate/emulator/aws/error'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pack } from '../../tools/pack.ts'
import { emptyFolder, matching, run } from './support/copy.ts'

const { folder, remove } = emptyFolder()
const packages = join(folder, 'packages')
const system = join(folder, 'garden')
let stack: ChildProcess | undefined

/** Prints how long a step took: the clock of whoever reads the page. */
async function timed<T>(step: string, work: Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await work
  process.stdout.write(`${step}: ${((performance.now() - began) / 1000).toFixed(0)} s\n`)
  return done
}

beforeAll(async () => {
  await pack(packages)
})

afterAll(async () => {
  if (stack?.exitCode === null) {
    const ended = new Promise((resolve) => stack?.once('exit', resolve))
    stack.kill('SIGTERM')
    await ended
  }
  remove()
})

test('scopes init writes a system whose packages npm installs', async () => {
  const tarballs = (await run(packages, 'ls')).output.trim().split('\n')
  const install = ['install', '--no-audit', '--no-fund', ...tarballs.map((file) => `./packages/${file}`)]
  expect(await timed('npm install of the command line', run(folder, 'npm', ...install))).toMatchObject({ code: 0 })
  const made = await run(
    folder,
    'npx',
    'scopes',
    'init',
    'garden',
    '--name',
    'garden',
    '--thing',
    'plant',
    '--packages',
    'packages',
  )
  expect(made).toMatchObject({ code: 0, output: matching(/garden is in `garden`/) })
  expect(
    await timed('npm install of the system', run(system, 'npm', 'install', '--no-audit', '--no-fund')),
  ).toMatchObject({ code: 0 })
})

test('the page that the local stack names comes with it', () => {
  const [installed = ''] = /node_modules\/[^)]+/.exec(emulatedPage) ?? []
  expect(readFileSync(join(system, installed), 'utf8')).toMatch(/^# What the local stack emulates/)
})

test('its types hold, and it breaks no rule', async () => {
  const checked = await timed('npm run check', run(system, 'npm', 'run', 'check'))
  expect(checked).toMatchObject({ code: 0, output: matching(/No errors/) })
})

test('its own tests pass', async () => {
  const tested = await timed('npm test', run(system, 'npm', 'test'))
  expect(tested).toMatchObject({ code: 0, output: matching(/3 passed/) })
})

test('it starts on this machine, and answers 200, 403 and 401', async () => {
  // Its own process group, with npm and what npm starts in it.
  stack = spawn('npm', ['start', '--', '--port', '0'], { cwd: system, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [stack.stdout, stack.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const file = join(system, '.local/stack.json')
  await timed(
    'npm start until it is ready',
    (async () => {
      for (let waited = 0; waited < 120 && !existsSync(file); waited += 0.5) {
        if (stack?.exitCode !== null) throw new Error(output)
        await sleep(500)
      }
    })(),
  )
  // The cast is safe as far as the assertions below look at it.
  const { apis, pools, clients } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly apis: Readonly<Record<string, { readonly url: string }>>
    readonly pools: Readonly<Record<string, { readonly domain: string }>>
    readonly clients: Readonly<Record<string, { readonly id: string; readonly secret?: string }>>
  }
  const { id = '', secret = '' } = clients['importer'] ?? {}
  const answer = await fetch(`${pools['customers']?.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  const { access_token: token } = (await answer.json()) as { readonly access_token: string }
  const url = `${apis['customers']?.url}/v1/plants`
  const headers = { authorization: `Bearer ${token}` }
  const listed = await fetch(url, { headers })
  expect([listed.status, await listed.json()]).toEqual([
    200,
    { items: [{ id: 'first-plant', title: 'The first of the plants' }] },
  ])
  const put = { method: 'PUT', headers, body: '{"title":"Mine"}' }
  expect((await fetch(`${url}/one`, put)).status).toBe(403)
  expect((await fetch(url)).status).toBe(401)
  const matrix = await run(system, 'npx', 'scopes', 'matrix')
  expect(matrix).toMatchObject({ code: 0, output: matching(/importer/) })
})
