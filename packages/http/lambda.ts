/**
 * The application as a Lambda function behind an HTTP API (payload 2.0).
 *
 * What the gateway's authorizer says (`requestContext.authorizer`) is never read: its claims are strings that lost
 * their types (aws-facts §E.3), and the service verifies the token itself.
 */
import type { Contract } from '@scopegate/contract'
import { type App, createApp } from './app/app.ts'
import type { Environment } from './environment.ts'
import type { ServiceHandlers } from './handlers.ts'
import { pathFault } from './input/path.ts'
import { headersOf, type RequestParts, requestOf } from './lambda/request.ts'
import { plainAnswer } from './lambda/response.ts'
import { writeLine } from './outbound/log.ts'
import { Problem } from './problem.ts'
import { parsePools } from './verify/pools.ts'
import { createVerifier } from './verify/verify.ts'

/** The parts of a payload 2.0 event that count here. */
export interface GatewayEvent {
  readonly version: string
  readonly rawPath: string
  readonly rawQueryString: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly cookies?: readonly string[]
  readonly body?: string | null
  readonly isBase64Encoded: boolean
  readonly requestContext: {
    readonly requestId: string
    readonly domainName: string
    readonly http: { readonly method: string }
  }
}

/** What API Gateway takes for an answer. */
export interface GatewayResult {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
  readonly body: string
  readonly isBase64Encoded: boolean
}

export type LambdaHandler = (event: GatewayEvent) => Promise<GatewayResult>

/** Whether the value is an event of an HTTP API with payload 2.0. A test event of the console is none. */
function isGatewayEvent(event: unknown): event is GatewayEvent {
  if (typeof event !== 'object' || event === null) return false
  // The casts are safe: every field is unknown until it is looked at.
  const { rawPath, rawQueryString, requestContext } = event as Record<string, unknown>
  const { requestId, http } = (requestContext ?? {}) as Record<string, unknown>
  const { method } = (http ?? {}) as Record<string, unknown>
  return [rawPath, rawQueryString, requestId, method].every((field) => typeof field === 'string')
}

/** Methods that a `Request` refuses to hold (Fetch, "forbidden method"). */
const unusableMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK'])

const methodsOf = ({ routes }: App): string => [...new Set(['HEAD', ...routes.map(({ method }) => method)])].join(', ')

/** What keeps the event from becoming a `Request`. */
function faultOf({ requestContext }: GatewayEvent, headers: unknown, app: App): Problem | undefined {
  if (unusableMethods.has(requestContext.http.method.toUpperCase())) {
    return new Problem('method_not_allowed', {
      detail: 'No operation has this method',
      headers: { allow: methodsOf(app) },
    })
  }
  if (headers !== undefined) return undefined
  return new Problem('header_invalid', { detail: 'Send header names and values of printable ASCII' })
}

/** The request with its body. One of `GET` or `HEAD` cannot have one, and no operation wants it. */
function partsOf(event: GatewayEvent, headers: Map<string, string>): RequestParts {
  const { rawPath, rawQueryString, requestContext, body, isBase64Encoded } = event
  const { method } = requestContext.http
  const url = `https://${requestContext.domainName}${rawPath}${rawQueryString === '' ? '' : `?${rawQueryString}`}`
  if (method === 'GET' || method === 'HEAD' || !body) return { method, url, headers }
  const bytes = Uint8Array.from(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'))
  return { method, url, headers: headers.set('content-length', String(bytes.length)), body: bytes }
}

/** What passes the gateway as text; everything else goes in base64. */
const text = /^text\/(?:plain|html|css|javascript|csv)|[/+](?:json|xml)\s*(?:;|$)/

async function resultOf(response: Response): Promise<GatewayResult> {
  const plain = plainAnswer(response)
  if (plain !== undefined) {
    const { status, headers, body } = plain
    return { statusCode: status, headers, body, isBase64Encoded: false }
  }
  const { 'set-cookie': _, ...headers } = Object.fromEntries(response.headers)
  const cookies = response.headers.getSetCookie()
  const isText = text.test(headers['content-type'] ?? 'text/plain') && headers['content-encoding'] === undefined
  return {
    statusCode: response.status,
    headers,
    ...(cookies.length === 0 ? {} : { cookies }),
    body: Buffer.from(await response.arrayBuffer()).toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  }
}

/**
 * Makes the function's handler.
 *
 * @throws when the event is not one of an HTTP API with payload 2.0: the function is wired to something else
 */
export function toLambda(app: App): LambdaHandler {
  return async (event) => {
    if (!isGatewayEvent(event)) throw new Error('The event is not of an HTTP API with payload format 2.0')
    const headers = headersOf(event)
    const fault = faultOf(event, headers, app)
    const isPlain = fault === undefined && pathFault({ form: 'decoded', text: event.rawPath }) === undefined
    const request = requestOf(
      isPlain && headers !== undefined
        ? partsOf(event, headers)
        : { method: 'GET', url: 'https://localhost/', headers: new Map() },
    )
    // The application gets the event as it came, and refuses what is wrong with it.
    return resultOf(await app.fetch(request, { event, ...(fault === undefined ? {} : { fault }) }))
  }
}

/**
 * A service's whole Lambda function: its handlers from the environment behind the guard, put together once for each
 * container. Decision lines go to standard output.
 *
 * @param compose makes the service's handlers from the environment
 * @throws {ConfigurationError} for the first variable that is missing or invalid
 * @example
 * export const handler = lambdaHandler(contract, compose)
 */
export function lambdaHandler<const C extends Contract>(
  contract: C,
  compose: (environment: Environment) => ServiceHandlers<C>,
  environment: Environment = process.env,
): LambdaHandler {
  const verify = createVerifier(contract, parsePools(contract, environment['POOLS']))
  return toLambda(createApp(contract, compose(environment), { verify, log: writeLine }))
}
