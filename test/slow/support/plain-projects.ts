/**
 * Four plain JavaScript projects and a Lambda function, as somebody writes them who installs the guard into an application
 * that is there already. They know nothing of this workspace.
 */

/** A contract of two operations. */
export const contractModule = `import { defineContract, requires } from '@scopegate/contract'

export const contract = defineContract({
  name: 'plain',
  problemTypes: 'https://plain.example/errors#',
  roles: { clerk: { description: 'Works here' } },
  resourceServers: {
    notes: {
      name: 'Notes',
      scopes: {
        'read:note': { description: 'See notes', risk: 'low', roles: ['clerk'] },
        'write:note': { description: 'Write notes', risk: 'low', roles: [] },
      },
    },
  },
  pools: {
    staff: {
      description: 'People',
      org: 'required',
      mfa: 'optional',
      roles: ['clerk'],
      clients: {
        phone: {
          kind: 'sdk',
          description: 'The application',
          scopes: ['read:note'],
          accessTokenMinutes: 15,
          refreshTokenDays: 30,
          selfService: false,
        },
      },
    },
  },
  tables: {},
  services: { notes: { description: 'Notes' } },
  operations: {
    getNote: {
      service: 'notes',
      method: 'GET',
      path: '/v1/notes/{id}',
      summary: 'Get a note',
      access: requires('read:note'),
      tenancy: 'caller',
      callers: 'everyone',
    },
    putNote: {
      service: 'notes',
      method: 'PUT',
      path: '/v1/notes/{id}',
      summary: 'Write a note',
      access: requires('write:note'),
      tenancy: 'caller',
      callers: 'everyone',
    },
  },
})
`

const common = `import { createVerifier, parsePools } from '@scopegate/http'
import { contract } from './contract.mjs'

const deps = { verify: createVerifier(contract, parsePools(contract, process.env.POOLS)), log: () => undefined }
const ready = (server) => console.log('port', server.address().port)
`

/** What listens, by framework; each prints \`port <number>\`. */
export const servers: Readonly<Record<string, { readonly dependencies: readonly string[]; readonly text: string }>> = {
  hono: {
    dependencies: ['hono@4.13.19', '@hono/node-server@2.1.8'],
    text: `${common}import { serve } from '@hono/node-server'
import { guard } from '@scopegate/http'
import { Hono } from 'hono'

const requireOperation = guard(contract, deps)
const app = new Hono()
app.get('/open', (c) => c.text('open'))
app.get('/v1/notes/:id', requireOperation('getNote'), (c) => c.json({ id: c.req.param('id'), org: c.var.org }))
app.put('/v1/notes/:id', requireOperation('putNote'), (c) => c.json({}))
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => ready(server))
`,
  },
  express: {
    dependencies: ['express@5.3.0'],
    text: `${common}import { expressGuard } from '@scopegate/http/adapters/express'
import express from 'express'

const { requireOperation, admitted, onError } = expressGuard(contract, deps)
const app = express()
app.get('/open', (request, response) => response.send('open'))
app.get('/v1/notes/:id', requireOperation('getNote'), (request, response) =>
  response.json({ id: request.params.id, org: admitted('getNote', request).org }),
)
app.put('/v1/notes/:id', requireOperation('putNote'), (request, response) => response.json({}))
app.use(onError)
const server = app.listen(0, '127.0.0.1', () => ready(server))
`,
  },
  fastify: {
    dependencies: ['fastify@5.12.8'],
    text: `${common}import { fastifyGuard } from '@scopegate/http/adapters/fastify'
import Fastify from 'fastify'

const { requireOperation, admitted, onError } = fastifyGuard(contract, deps)
const app = Fastify()
app.setErrorHandler(onError)
app.get('/open', async () => 'open')
app.get('/v1/notes/:id', { onRequest: requireOperation('getNote') }, async (request) => ({
  id: request.params.id,
  org: admitted('getNote', request).org,
}))
app.put('/v1/notes/:id', { onRequest: requireOperation('putNote') }, async () => ({}))
await app.listen({ port: 0, host: '127.0.0.1' })
ready(app.server)
`,
  },
  node: {
    dependencies: [],
    text: `${common}import { createServer } from 'node:http'
import { nodeGuard } from '@scopegate/http/adapters/node'

const guarded = nodeGuard(contract, deps)
const json = (response, body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
const getNote = guarded('getNote', (request, response, { org, params }) => json(response, { id: params.id, org }))
const putNote = guarded('putNote', (request, response) => json(response, {}))
const server = createServer((request, response) => {
  if (request.url === '/open') response.end('open')
  else if (request.method === 'PUT') putNote(request, response)
  else getNote(request, response)
}).listen(0, '127.0.0.1', () => ready(server))
`,
  },
  // The function itself, behind a server that makes events of payload 2.0 as API Gateway does.
  lambda: {
    dependencies: [],
    text: `import { createServer } from 'node:http'
import { lambdaHandler } from '@scopegate/http'
import { contract } from './contract.mjs'

const handler = lambdaHandler(contract, () => ({
  getNote: (c) => c.json({ id: c.req.param('id'), org: c.var.org }),
  putNote: (c) => c.json({}),
}))
const server = createServer(async (request, response) => {
  if (request.url === '/open') return response.end('open')
  const { statusCode, headers, body } = await handler({
    version: '2.0',
    rawPath: request.url,
    rawQueryString: '',
    headers: request.headers,
    isBase64Encoded: false,
    requestContext: {
      requestId: crypto.randomUUID(),
      domainName: 'x.execute-api.us-east-1.amazonaws.com',
      http: { method: request.method, path: request.url, sourceIp: '127.0.0.1' },
    },
  })
  response.writeHead(statusCode, headers).end(body)
}).listen(0, '127.0.0.1', () => console.log('port', server.address().port))
`,
  },
}
