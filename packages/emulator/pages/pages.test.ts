import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import type { StackFile } from '@scopegate/template'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPages } from './index.ts'

const cognito = 'http://127.0.0.1:8700'
const stack: StackFile = {
  apis: { shop: { url: 'http://127.0.0.1:8701' } },
  pools: { shop: { id: 'us-east-1_Shop', issuer: `${cognito}/us-east-1_Shop`, domain: `${cognito}/shop` } },
  clients: {
    web: { pool: 'shop', id: 'web1', redirectUris: ['https://shop.example/cb', 'http://localhost:3000/cb'] },
    robot: { pool: 'shop', id: 'robot1', secret: 'machine secret' },
  },
  users: [
    {
      pool: 'shop',
      username: 'amy@shop.example',
      password: 'correct horse 1',
      sub: '1',
      org: 'org_north',
      role: 'clerk',
    },
    { pool: 'shop', username: 'bob@shop.example', password: 'correct horse 2', sub: '2', role: 'boss' },
  ],
  tables: {},
  aws: {
    region: 'us-east-1',
    credentials: { accessKeyId: 'LOCALKEY', secretAccessKey: 'key of the stack' },
    endpoint: cognito,
    cognito,
    ssm: cognito,
    dynamodb: cognito,
    apigateway: cognito,
    cloudformation: cognito,
  },
}
const mail = { pool: 'us-east-1_Shop', to: 'amy@shop.example', subject: 'Your code', at: Date.UTC(2026, 0, 2, 3, 4, 5) }
const messages = [
  { ...mail, text: 'It is 222222 <b>' },
  { ...mail, text: 'It is 111111', at: 0 },
]
let known: StackFile | undefined = stack
let url: string
const app = new Hono()
addPages(app, { stack: () => known, pools: [{ id: 'us-east-1_Shop', name: 'shop' }], messages: () => messages })
const listener = getRequestListener(app.fetch)
const server = createServer((request, response) => void listener(request, response))
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Safe: it listens on a port.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test('the start page names addresses, people and commands, and no secret', async () => {
  const answer = await fetch(url)
  const html = await answer.text()
  expect(answer.status).toBe(200)
  const query = 'response_type=code&amp;client_id=web1&amp;redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcb'
  expect(html).toContain(`<a href="${cognito}/shop/oauth2/authorize?${query}">web</a>`)
  for (const words of [
    'scopes token --as shop:clerk@org_north',
    'scopes token --as shop:boss<',
    'scopes token --as robot<',
    'http://127.0.0.1:8701',
    `${cognito}/us-east-1_Shop/.well-known/openid-configuration`,
    'source .local/aws.env',
    'href="/inbox"',
  ]) {
    expect(html).toContain(words)
  }
  for (const secret of ['machine secret', 'correct horse', stack.aws.credentials.secretAccessKey, 'object Object'])
    expect(html).not.toContain(secret)
})

test('the start page is not there before the stack is', async () => {
  known = undefined
  expect((await fetch(url)).status).toBe(404)
  known = stack
})

test('the inbox shows the newest message first, as a page and as JSON', async () => {
  const html = await (await fetch(`${url}/inbox`)).text()
  expect(html.indexOf('222222')).toBeLessThan(html.indexOf('111111'))
  expect(html).toContain('It is 222222 &lt;b&gt;')
  expect(html).toContain(
    'To amy@shop.example · pool shop · <time datetime="2026-01-02T03:04:05.000Z">2026-01-02 03:04:05 UTC',
  )
  const json = await fetch(`${url}/inbox`, { headers: { accept: 'application/json' } })
  expect(json.headers.get('access-control-allow-origin')).toBeNull()
  expect(await json.json()).toMatchObject([
    { pool: 'shop', to: 'amy@shop.example', text: 'It is 222222 <b>', at: '2026-01-02T03:04:05.000Z' },
    { text: 'It is 111111' },
  ])
})

test.each(['', 'inbox'])('/%s runs no script, takes no frame and is kept nowhere', async (path) => {
  const { headers } = await fetch(`${url}/${path}`)
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; frame-ancestors 'none'; form-action 'self'$/,
  )
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('cache-control')).toBe('no-store')
})

test.runIf(process.getuid?.() === 0)('the inbox is closed to other users of the machine', async () => {
  const ask = async (uid: number, ...more: string[]) =>
    (await promisify(execFile)('curl', ['-s', ...more, `${url}/inbox`], { uid, cwd: '/' })).stdout
  expect(await ask(0)).toContain('222222')
  for (const more of [[], ['-H', 'accept: application/json']]) {
    const closed = await ask(65_534, ...more)
    expect(closed).toContain('Only the user who runs the local stack may read the inbox')
    expect(closed).not.toContain('222222')
  }
})

test('the inbox is closed where nothing says whose request it is', async () => {
  expect((await app.request('/inbox')).status).toBe(403)
})
