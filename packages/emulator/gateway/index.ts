/**
 * A look-alike of one HTTP API of API Gateway: its routes, its JWT authorizers, its CORS and its answers, in AWS's order.
 *
 * It is a second opinion on who may call what, so it shares no code with the services' guard. Where AWS is open it
 * is open too (a route without authorizer lets everyone in), so that a mistake in the template shows. `$default` and
 * greedy routes are emulated for the same reason. Not emulated: throttling, stages other than `$default`.
 * What is known of AWS, and how: docs/aws-facts.md §E.
 *
 * @module
 */

import type { IncomingMessage, RequestListener } from 'node:http'
import { headerLimitBytes } from '@scopegate/template'
import type { InvokeResult } from '../lambda/index.ts'
import type { ResolvedApi } from '../template/index.ts'
import { type AccessEntry, accessEntry, type RequestNotes } from './access-log.ts'
import {
  type Answer,
  badRequest,
  bodyTooLarge,
  headersTooLarge,
  internalServerError,
  newRequestId,
  notFound,
  serviceUnavailable,
} from './answer.ts'
import { createAuthorizer } from './authorizer/index.ts'
import { readBody } from './body.ts'
import { preflight, withCors } from './cors.ts'
import { eventOf } from './event.ts'
import { headerBytes, headersOf } from './headers.ts'
import { answerOf } from './response.ts'
import { compileRoutes } from './routes.ts'
import { send } from './send.ts'
import { targetOf } from './target.ts'

export { type AccessEntry, type AccessLog, openAccessLog } from './access-log.ts'

export interface GatewayDeps {
  readonly api: ResolvedApi
  /** Never rejects. */
  readonly invoke: (functionLogicalId: string, event: unknown) => Promise<InvokeResult>
  /** Milliseconds. */
  readonly now: () => number
  readonly log: (line: string) => void
  /** Told once about each request, whatever became of it. */
  readonly access: (entry: AccessEntry) => void
  readonly accountId?: string
  readonly region?: string
  /** Documented (aws-facts §D.2): 30 seconds at most. */
  readonly integrationMilliseconds?: number
}

/** What to give Node's server, whose `maxHeaderSize` must exceed the quota: the refusal is ours to write. */
export const serverOptions = { maxHeaderSize: 64 * 1024 }

export function createGateway(deps: GatewayDeps): RequestListener {
  const { api, log } = deps
  const select = compileRoutes(api.routes)
  const authorize = createAuthorizer(api.authorizers, deps)

  async function answer(request: IncomingMessage, requestId: string, notes: RequestNotes): Promise<Answer> {
    const method = request.method ?? ''
    const line = `${method} ${request.url ?? ''} HTTP/1.1`
    if (headerBytes(line, request.rawHeaders) > headerLimitBytes) return headersTooLarge()
    const target = targetOf(request.url ?? '')
    if (target === undefined) return badRequest()
    const headers = headersOf(request.rawHeaders)

    const selected = select(method, target.segments)
    if (selected !== undefined) notes.routeKey = selected.route.key
    const early = preflight(api.cors, { method, headers: headers.all }, selected?.route)
    if (early !== undefined) return early
    if (selected === undefined) return notFound()
    const authorization = await authorize(selected.route, {
      headers: headers.all,
      rawQueryString: target.rawQueryString,
    })
    if (authorization.kind === 'refused') {
      notes.authorizerError = authorization.reason
      notes.claims = authorization.claims
      return authorization.answer
    }
    const authorized = authorization.kind === 'authorized' ? authorization.by : undefined
    notes.claims = authorized?.claims

    const body = await readBody(request)
    if (body === undefined) return bodyTooLarge()
    const event = eventOf({
      api,
      accountId: deps.accountId ?? '000000000000',
      region: deps.region ?? 'us-east-1',
      port: request.socket.localPort ?? 80,
      selected,
      method,
      target,
      headers,
      body,
      authorized,
      requestId,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      now: deps.now(),
    })
    return withCors(api.cors, headers.all['origin'], await integrate(selected.route.functionLogicalId, event, notes))
  }

  async function integrate(functionLogicalId: string, event: unknown, notes: RequestNotes): Promise<Answer> {
    const late = Promise.withResolvers<undefined>()
    const timer = setTimeout(() => late.resolve(undefined), deps.integrationMilliseconds ?? 30_000)
    const result = await Promise.race([deps.invoke(functionLogicalId, event), late.promise])
    clearTimeout(timer)
    if (result === undefined) {
      notes.integrationError = 'timeout: the integration took too long'
      return serviceUnavailable()
    }
    if (result.ok) return answerOf(result.payload)
    notes.integrationError = `${result.kind}: ${result.errorType}`
    log(`${api.name}-api: the function ${functionLogicalId} failed (${result.kind}): ${result.errorType}`)
    return internalServerError()
  }

  return (request, response) => {
    const requestId = newRequestId()
    const notes: RequestNotes = {}
    answer(request, requestId, notes)
      .catch((error: unknown) => {
        log(`${api.name}-api: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
        return internalServerError()
      })
      .then((result) => {
        deps.access(accessEntry(requestId, deps.now(), notes, result))
        return send(request, response, result, requestId)
      })
      // A client that left in the middle is nobody's failure.
      .catch(() => response.destroy())
  }
}
