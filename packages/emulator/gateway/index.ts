/**
 * The emulator of one HTTP API of API Gateway: its routes, its JWT authorizers, its CORS and its answers, in AWS's order.
 *
 * It is a second opinion on who may call what, so it shares no code with the services' guard. Where AWS is open it
 * is open too (a route without authorizer lets everyone in), so that a mistake in the template shows. `$default` and
 * greedy routes are emulated for the same reason. Not emulated: stages other than `$default`.
 * What is known of AWS, and how: docs/aws-facts.md §E.
 */
import type { IncomingMessage, RequestListener } from 'node:http'
import { traceOf } from '../aws/error.ts'
import type { InvokeResult } from '../lambda/index.ts'
import type { ResolvedApi } from '../template/index.ts'
import { type AccessEntry, accessEntry, type RequestNotes } from './access-log.ts'
import { createAdmission } from './admit.ts'
import {
  type Answer,
  answerOf,
  bodyTooLarge,
  internalServerError,
  newRequestId,
  serviceUnavailable,
  tooManyRequests,
} from './answer.ts'
import { withCors } from './cors.ts'
import { eventOf } from './event.ts'
import { readBody, send } from './exchange.ts'
import { createThrottle } from './throttle.ts'

export { type AccessEntry, type AccessLog, openAccessLog } from './access-log.ts'

export interface GatewayDeps {
  readonly api: ResolvedApi
  /** Never rejects. */
  readonly invoke: (functionLogicalId: string, event: unknown) => Promise<InvokeResult>
  /** Milliseconds. */
  readonly now: () => number
  readonly log: (line: string) => void
  /** Called once for each request, whatever became of it. */
  readonly access: (entry: AccessEntry) => void
  readonly accountId?: string
  readonly region?: string
  /** Documented (aws-facts §D.2): 30 seconds at most. */
  readonly integrationMilliseconds?: number
  /** Leaves an integration's `WWW-Authenticate` its name, as older reports of AWS have it (aws-facts §E.2). */
  readonly keepsChallenge?: boolean
}

/** What to give Node's server, whose `maxHeaderSize` must exceed the quota: the refusal is ours to write. */
export const serverOptions = { maxHeaderSize: 64 * 1024 }

export function createGateway(deps: GatewayDeps): RequestListener {
  const { api, log } = deps
  const admit = createAdmission(api, deps)
  const throttle = createThrottle(api.throttle, deps.now)

  async function answer(request: IncomingMessage, requestId: string, notes: RequestNotes): Promise<Answer> {
    const { method = '', url = '', rawHeaders } = request
    const admission = await admit({ method, url, rawHeaders })
    const { selected } = admission
    if (selected !== undefined) notes.routeKey = selected.route.key
    if (admission.kind === 'answered') {
      if (admission.authorizerError !== undefined) notes.authorizerError = admission.authorizerError
      notes.claims = admission.claims
      return admission.answer
    }
    const { target, headers, authorized } = admission
    notes.claims = authorized?.claims

    if (!throttle(admission.selected.route.key)) return tooManyRequests()
    const body = await readBody(request)
    if (body === undefined) return bodyTooLarge()
    const event = eventOf({
      api,
      accountId: deps.accountId ?? '000000000000',
      region: deps.region ?? 'us-east-1',
      port: request.socket.localPort ?? 80,
      protocol: 'encrypted' in request.socket ? 'https' : 'http',
      selected: admission.selected,
      method,
      target,
      headers,
      body,
      authorized,
      requestId,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      now: deps.now(),
    })
    return withCors(
      api.cors,
      headers.all['origin'],
      await integrate(admission.selected.route.functionLogicalId, event, notes),
    )
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
    if (result.ok) return answerOf(result.payload, deps.keepsChallenge)
    notes.integrationError = `${result.kind}: ${result.errorType}`
    log(`${api.name}-api: the function ${functionLogicalId} failed (${result.kind}): ${result.errorType}`)
    return internalServerError()
  }

  return (request, response) => {
    const requestId = newRequestId()
    const notes: RequestNotes = {}
    answer(request, requestId, notes)
      .catch((error: unknown) => {
        // An upload that broke off is no failure of ours.
        if (!request.readableAborted) log(`${api.name}-api: ${traceOf(error)}`)
        return internalServerError()
      })
      .then((result) => {
        deps.access(accessEntry(requestId, deps.now(), notes, result))
        return send(request, response, result, requestId)
      })
      // A client that disconnects is not an error.
      .catch(() => response.destroy())
  }
}
