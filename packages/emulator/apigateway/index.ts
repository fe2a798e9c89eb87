/**
 * Emulates API Gateway's own API (version 2, REST and JSON), as much of it as says what an HTTP API lets through,
 * and changes that: `GetApi`, `GetRoutes`, `GetAuthorizers` and their writing companions.
 *
 * It begins with the template's APIs. A change holds at once at the gateway, and until the next start. The names of fields and the
 * addresses are documented (model of client-apigatewayv2 3.1169.0); the words of its refusals are ours.
 */
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { notEmulatedHere, traceOf } from '../aws/error.ts'
import type { RequireSigned } from '../aws/signature.ts'
import { AwsError, limitedBody } from '../aws-json/index.ts'
import type { Stated } from '../template/model.ts'
import { authorizerOperations } from './authorizers.ts'
import { keptApis, keptOperations } from './kept.ts'
import { type AddressedApi, Input, page, readInput, refusal, type Store } from './protocol.ts'
import { routeOperations } from './routes.ts'

export type { AddressedApi } from './protocol.ts'

interface ApiGatewayOptions {
  readonly apis: readonly AddressedApi[]
  /** What the template states, read here or not. */
  readonly stated?: readonly Stated[]
  /** Called for each API that was changed, before the caller gets the answer. */
  readonly onChange: (api: AddressedApi) => void
  /** Where tokens may come from: issuers begin with it. */
  readonly issuers: string
  readonly requireSigned: RequireSigned
  readonly log?: (line: string) => void
}

/** The API of API Gateway as an HTTP application. */
export function createApiGateway({
  apis,
  stated = [],
  onChange,
  issuers,
  requireSigned,
  log = () => {},
}: ApiGatewayOptions): Hono {
  const current = new Map(apis.map((api) => [api.id, api]))
  const functions = new Map(
    apis.flatMap(({ routes }) => routes.map(({ integration, functionLogicalId }) => [integration, functionLogicalId])),
  )
  const store: Store = {
    find: (id) => {
      const api = current.get(id)
      if (api === undefined) throw new AwsError('NotFoundException', 'Invalid API identifier specified')
      return api
    },
    functionOf: (integration) => functions.get(integration),
    change: (id, change) => {
      const api = { ...store.find(id), ...change(store.find(id)) }
      current.set(id, api)
      onChange(api)
    },
  }
  const app = new Hono()
  app.use(limitedBody())
  app.use(async (c, next) => {
    await requireSigned('apigateway', c.req.raw, new Uint8Array(await c.req.arrayBuffer()))
    c.header('x-amzn-requestid', randomUUID())
    await next()
  })

  app.get('/v2/apis', (c) => page(c, [...current.values()], view))
  const kept = keptApis(stated)
  const said = (id: string) => ({ ...z.looseObject({}).optional().parse(kept.get(id)), ...view(store.find(id)) })
  app.get('/v2/apis/:api', (c) => c.json(said(c.req.param('api'))))
  app.patch('/v2/apis/:api', async (c) => {
    const { corsConfiguration, ...others } = await readInput(c, Input.pick({ corsConfiguration: true }).loose())
    const id = c.req.param('api')
    kept.set(id, { ...said(id), ...others })
    // Inferred (aws-facts §I.17): a CORS configuration takes the place of the old one as a whole.
    if (corsConfiguration !== undefined) store.change(id, () => ({ cors: { maxAge: undefined, ...corsConfiguration } }))
    return c.json(said(id))
  })
  app.delete('/v2/apis/:api/cors', (c) => {
    store.change(c.req.param('api'), () => ({ cors: undefined }))
    return c.body(null, 204)
  })
  keptOperations(app, store, stated)
  routeOperations(app, store)
  authorizerOperations(app, store, issuers)

  app.notFound((c) => refused(c, notEmulatedHere('this address of API Gateway')))
  app.onError((error, c) => {
    if (error instanceof AwsError) return refused(c, error)
    log(`apigateway: ${traceOf(error)}`)
    return refused(c, new AwsError('InternalFailure', 'Internal error'))
  })
  return app
}

const refused = (c: Context, error: AwsError) => {
  const { status, headers, body } = refusal(error)
  return c.body(body, status, headers)
}

const view = ({ id, title, url, cors }: AddressedApi) => ({
  apiId: id,
  name: title,
  protocolType: 'HTTP',
  apiEndpoint: url,
  corsConfiguration: cors,
})
