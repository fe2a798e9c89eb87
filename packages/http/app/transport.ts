/**
 * What a request looked like before it was parsed. A `Request` has a normalized address and joined headers, and
 * those hide just what the kit must see; so this asks the adapter's own object: Node's message, or the Lambda event.
 */
import { randomUUID } from 'node:crypto'
import type { RawPath } from '../input/path.ts'
import type { Problem } from '../problem.ts'

/** What is read of Node's own request. */
export interface IncomingRequest {
  readonly url?: string | undefined
  readonly method?: string | undefined
  readonly rawHeaders: readonly string[]
}

/** What adapters put into `c.env`. All absent when the application is called directly with a `Request`. */
export interface Bindings {
  /** `@hono/node-server`. */
  readonly incoming?: IncomingRequest
  /** `hono/aws-lambda`, payload 2.0. */
  readonly event?: {
    readonly rawPath: string
    readonly rawQueryString?: string
    readonly headers?: Readonly<Record<string, string | undefined>>
    readonly requestContext: { readonly requestId: string; readonly http: { readonly method: string } }
  }
  /** Set by an adapter for a request that it cannot pass on as it came: the application answers with this. */
  readonly fault?: Problem
}

/** A request as it came. */
export interface Transport {
  readonly method: string
  readonly path: RawPath
  /** With its query. */
  readonly url: string
  /** One entry for each `Authorization` header. */
  readonly authorization: readonly string[]
  readonly requestId: string
}

function pathOf(target: string): string {
  const end = target.indexOf('?')
  return end === -1 ? target : target.slice(0, end)
}

const isAuthorization = (name: string): boolean => name.length === 13 && name.toLowerCase() === 'authorization'

/** Only API Gateway's id is taken over. One that the client sends could be anything, in any log. */
const gatewayId = /^[\w=+/.-]{1,128}$/

/** The values in Node's list of names and values. */
function authorizationIn(rawHeaders: readonly string[]): readonly string[] {
  const values: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (isAuthorization(rawHeaders[at] ?? '')) values.push(rawHeaders[at + 1] ?? '')
  }
  return values
}

/** Of a request as Node parsed it. */
export const nodeTransport = ({ method = '', url = '', rawHeaders }: IncomingRequest): Transport => ({
  method,
  path: { form: 'encoded', text: pathOf(url) },
  url,
  authorization: authorizationIn(rawHeaders),
  requestId: randomUUID(),
})

/** Reads what the adapter knows; falls back to the request itself only where there is no adapter. */
export function transportOf(request: Request, { incoming, event }: Bindings = {}): Transport {
  if (event !== undefined) {
    const { requestId, http } = event.requestContext
    return {
      method: http.method,
      path: { form: 'decoded', text: event.rawPath },
      url: `${event.rawPath}?${event.rawQueryString ?? ''}`,
      authorization: Object.entries(event.headers ?? {}).flatMap(([name, value]) =>
        isAuthorization(name) && value !== undefined ? [value] : [],
      ),
      requestId: gatewayId.test(requestId) ? requestId : randomUUID(),
    }
  }
  if (incoming !== undefined) return nodeTransport(incoming)
  const header = request.headers.get('authorization')
  return {
    method: request.method,
    path: { form: 'encoded', text: new URL(request.url).pathname },
    url: request.url,
    authorization: header === null ? [] : [header],
    requestId: randomUUID(),
  }
}
