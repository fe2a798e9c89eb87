/**
 * The application as a Lambda function behind an HTTP API (payload 2.0).
 *
 * What the gateway's authorizer says (`requestContext.authorizer`) is never read: its claims are strings that lost
 * their types (aws-facts §E.3), and the service verifies the token itself.
 */
import type { Contract } from '@scopegate/contract'
import { handle } from 'hono/aws-lambda'
import { type App, createApp } from './app/app.ts'
import type { Environment } from './environment.ts'
import type { ServiceHandlers } from './handlers.ts'
import { pathFault } from './input/path.ts'
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

/** What keeps the event from becoming a `Request`; Hono's adapter would answer that without a log line. */
function faultOf({ headers, requestContext }: GatewayEvent, app: App): Problem | undefined {
  if (unusableMethods.has(requestContext.http.method.toUpperCase())) {
    return new Problem('method_not_allowed', {
      detail: 'No operation has this method',
      headers: { allow: methodsOf(app) },
    })
  }
  try {
    const probe = new Headers()
    // Hono encodes what is not ASCII before it sets the header.
    for (const [name, value] of Object.entries(headers ?? {}))
      probe.set(name, (value ?? '').replaceAll(/[^\0-\x7f]/g, '?'))
    return undefined
  } catch {
    return new Problem('header_invalid', { detail: 'Send header names and values of printable ASCII' })
  }
}

/** A `Request` cannot have a body with these methods, and no operation wants one. */
function withUsableBody(event: GatewayEvent): GatewayEvent {
  const { method } = event.requestContext.http
  return method === 'GET' || method === 'HEAD' ? { ...event, body: null } : event
}

/** What Hono's adapter can make a `Request` of, in place of an event that it cannot. */
const placeholderFor = ({ requestContext, ...event }: GatewayEvent): GatewayEvent => ({
  ...event,
  rawPath: '/',
  rawQueryString: '',
  headers: {},
  cookies: [],
  body: null,
  requestContext: { ...requestContext, http: { ...requestContext.http, method: 'GET' } },
})

/**
 * Makes the function's handler.
 *
 * @throws when the event is not one of an HTTP API with payload 2.0: the function is wired to something else
 */
export function toLambda(app: App): LambdaHandler {
  return async (event) => {
    if (!isGatewayEvent(event)) throw new Error('The event is not of an HTTP API with payload format 2.0')
    const fault = faultOf(event, app)
    const isPlain = fault === undefined && pathFault({ form: 'decoded', text: event.rawPath }) === undefined
    const request = isPlain ? withUsableBody(event) : placeholderFor(event)
    // The application gets the event as it came, and refuses what is wrong with it.
    const bindings = { event, ...(fault === undefined ? {} : { fault }) }
    const fetch = (input: Request) => app.fetch(input, bindings)
    // The casts are safe: `handle` calls `fetch` only, and reads of a payload 2.0 event no more than GatewayEvent has.
    const answer = handle({ fetch } as never)
    return answer(request as never) as Promise<unknown> as Promise<GatewayResult>
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
