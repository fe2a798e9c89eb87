/** Three operations of the fleet behind the guard in each framework, as real servers. They answer alike. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type Contract, indexOf } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import express from 'express'
import fastify from 'fastify'
import { type Context, Hono } from 'hono'
import { expressGuard } from '../adapters/express.ts'
import { fastifyGuard } from '../adapters/fastify.ts'
import { nodeGuard } from '../adapters/node.ts'
import { createApp } from '../app/app.ts'
import { type AppDeps, type AppEnv } from '../app/context.ts'
import { guard } from '../app/guard.ts'
import type { Handlers } from '../handlers.ts'
import { problemsOf } from '../problem.ts'

/** A server that listens. */
export interface FrameworkServer {
  readonly url: string
  readonly close: () => Promise<void>
}

const problem = problemsOf(contract.problems)

/** What the handler of `getFleetItem` does, by the plate: it answers, or throws what handlers throw. */
function itemOf(plate: string, org: string): object {
  switch (plate) {
    case 'problem':
      throw problem('stock_insufficient', { detail: 'Take less' })
    case 'error':
      throw new TypeError('secret words')
    case 'outage':
      throw Object.assign(new Error('secret words'), { name: 'ThrottlingException' })
    default:
      return { plate, org }
  }
}

async function listening(server: Server): Promise<FrameworkServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The cast is safe: a TCP server that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}

const serving = (listener: (...asked: Parameters<RequestListener>) => unknown) =>
  listening(createServer((request, response) => void listener(request, response)))

/** The kit's own application, which the others are compared with. */
function kitApp(deps: AppDeps) {
  const answer = (c: Context<AppEnv>): Response => {
    const { sub } = c.get('caller')
    const plate = c.req.param('plate')
    return c.json(plate === undefined ? { org: c.get('org'), sub } : itemOf(plate, c.get('org')))
  }
  const ids = indexOf(contract).operations.map(({ id }) => [id, answer])
  const general: Contract = contract
  // The cast is safe: one entry for each operation, and each reads the context only through `get`.
  return createApp(general, Object.fromEntries(ids) as unknown as Handlers<Contract>, deps)
}

function honoApp(deps: AppDeps) {
  const requireOperation = guard(contract, deps)
  const app = new Hono()
  app.onError((_, c) => c.text('the application’s own answer', 500, { 'x-own': 'yes' }))
  app.get('/v1/fleet', requireOperation('listFleet'), (c) => c.json({ org: c.var.org, sub: c.var.caller.sub }))
  app.get('/v1/fleet/:plate', requireOperation('getFleetItem'), (c) => c.json(itemOf(c.req.param('plate'), c.var.org)))
  app.put('/v1/orgs/:org', requireOperation('openOrg'), (c) => c.json({ org: c.var.org, sub: c.var.caller.sub }))
  return app
}

function expressApp(deps: AppDeps) {
  const { requireOperation, admitted, onError } = expressGuard(contract, deps)
  const app = express()
  app.disable('x-powered-by').disable('etag')
  const items = express.Router()
  app.get('/v1/fleet', requireOperation('listFleet'), (request, response) => {
    const { org, caller } = admitted('listFleet', request)
    response.json({ org, sub: caller.sub })
  })
  items.get('/:plate', requireOperation('getFleetItem'), (request, response) => {
    response.json(itemOf(String(request.params['plate']), admitted('getFleetItem', request).org))
  })
  app.use('/v1/fleet', items)
  app.put('/v1/orgs/:org', requireOperation('openOrg'), express.json(), (request, response) => {
    const { org, caller } = admitted('openOrg', request)
    response.json({ org, sub: caller.sub })
  })
  app.use(onError)
  return app
}

async function fastifyServer(deps: AppDeps): Promise<FrameworkServer> {
  const { requireOperation, admitted, onError } = fastifyGuard(contract, deps)
  const server = fastify()
  server.setErrorHandler(onError)
  server.get('/v1/fleet', { onRequest: requireOperation('listFleet') }, (request, reply) => {
    const { org, caller } = admitted('listFleet', request)
    reply.send({ org, sub: caller.sub })
  })
  server.get<{ Params: { plate: string } }>(
    '/v1/fleet/:plate',
    { onRequest: requireOperation('getFleetItem') },
    (request, reply) => {
      reply.send(itemOf(request.params.plate, admitted('getFleetItem', request).org))
    },
  )
  server.put('/v1/orgs/:org', { onRequest: requireOperation('openOrg') }, (request, reply) => {
    const { org, caller } = admitted('openOrg', request)
    reply.send({ org, sub: caller.sub })
  })
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  return { url, close: () => server.close() }
}

function nodeListener(deps: AppDeps): RequestListener {
  const guarded = nodeGuard(contract, deps)
  const json = (response: Parameters<RequestListener>[1], body: object) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  }
  const list: RequestListener = guarded('listFleet', (_request, response: Parameters<RequestListener>[1], known) =>
    json(response, { org: known.org, sub: known.caller.sub }),
  )
  const item: RequestListener = guarded('getFleetItem', (_request, response: Parameters<RequestListener>[1], known) =>
    json(response, itemOf(known.params.plate, known.org)),
  )
  const open: RequestListener = guarded('openOrg', (_request, response: Parameters<RequestListener>[1], known) =>
    json(response, { org: known.org, sub: known.caller.sub }),
  )
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    if (path.startsWith('/v1/orgs/')) open(request, response)
    else if (path === '/v1/fleet') list(request, response)
    else item(request, response)
  }
}

/** Each way to use the kit. */
export const frameworks: Readonly<Record<string, (deps: AppDeps) => Promise<FrameworkServer>>> = {
  'the kit’s application': (deps) => serving(getRequestListener(kitApp(deps).fetch)),
  'Hono with routes of its own': (deps) => serving(getRequestListener(honoApp(deps).fetch)),
  'Express 5': (deps) => serving(expressApp(deps)),
  'Fastify 5': fastifyServer,
  'node:http': (deps) => serving(nodeListener(deps)),
}
