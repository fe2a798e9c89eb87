/**
 * The headers of every answer, written when the answer is made (ADR 0009): touching them once a `Response` exists makes a
 * request half as expensive again.
 *
 * Handlers stay Hono's: `c.json` writes them with its own. A `Response` of another origin gets those that it lacks
 * afterwards, at that price. A handler's own header wins, but for the request id.
 */
import type { Context } from 'hono'
import type { AppEnv } from './context.ts'

/** An API answers no page: nothing may be cached, loaded, framed or sniffed. Transport security is for a year. */
const fixed = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

/** What every answer carries, by names in lower case. */
export const headersFor = (requestId: string): Readonly<Record<string, string>> => ({
  ...fixed,
  'x-request-id': requestId,
})

/** RFC 9110 §5.5. Node's adapter looks at nothing: what is none would be found when the line is logged and Node writes. */
const writable = /^[\t\x20-\x7e\x80-\xff]*$/

/** The headers of one answer; `undefined` for what only Hono's own way can write. */
function merged(requestId: string, more: unknown): Record<string, string> | undefined {
  const headers: Record<string, string> = { ...fixed, 'x-request-id': requestId, 'content-type': 'application/json' }
  if (more === undefined) return headers
  for (const [name, value] of Object.entries(more as Readonly<Record<string, unknown>>)) {
    if (typeof value !== 'string' || !writable.test(value)) return undefined
    headers[name.toLowerCase()] = value
  }
  headers['x-request-id'] = requestId
  return headers
}

/** Puts the headers on an answer that was made without them. */
export type Complete = (response: Response) => Response

function addTo(response: Response, requestId: string): void {
  for (const [name, value] of Object.entries(fixed)) {
    if (!response.headers.has(name)) response.headers.set(name, value)
  }
  response.headers.set('x-request-id', requestId)
}

type Json = Context<AppEnv>['json']
type SetHeader = Context<AppEnv>['header']
type SetStatus = Context<AppEnv>['status']

/** The answer of one request while it is being made. */
class Answer {
  readonly #requestId: string
  readonly #json: Json
  readonly #header: SetHeader
  readonly #status: SetStatus
  /** Nothing was set by `c.header` or `c.status`, which only Hono knows. */
  #isPlain = true
  #made: Response | undefined

  constructor({ json, header, status }: Context<AppEnv>, requestId: string) {
    this.#requestId = requestId
    this.#json = json
    this.#header = header
    this.#status = status
  }

  header(...set: Parameters<SetHeader>): void {
    this.#isPlain = false
    this.#header(...set)
  }

  status(...set: Parameters<SetStatus>): void {
    this.#isPlain = false
    this.#status(...set)
  }

  json(value: unknown, init?: unknown, more?: unknown): Response {
    const headers = this.#isPlain && typeof init !== 'object' ? merged(this.#requestId, more) : undefined
    // The casts are safe: the arguments are those of `c.json`, passed on as they came.
    if (headers === undefined) return this.#json(value as never, init as never, more as never)
    this.#made = new Response(JSON.stringify(value), { status: (init as number | undefined) ?? 200, headers })
    return this.#made
  }

  complete(response: Response): Response {
    if (response === this.#made) return response
    try {
      addTo(response, this.#requestId)
      return response
    } catch {
      // Of anything else, a copy would be an empty answer with status 200.
      if (!(response.headers instanceof Headers)) throw new TypeError('What the handler gave is no answer')
      // The headers of a fetched `Response` cannot be changed; those of its copy can.
      const copy = new Response(response.body, response)
      addTo(copy, this.#requestId)
      return copy
    }
  }
}

/**
 * Lets `c.json` write the headers with the answer. Where only Hono's own `c.json` can, what is returned here adds them.
 *
 * Methods that are bound, and no closures: what a closure that is never called can reach, V8 keeps until its next full
 * collection (seen with Node 24.21), which made a request a fifth dearer.
 */
export function prepare(c: Context<AppEnv>, requestId: string): Complete {
  const answer = new Answer(c, requestId)
  c.header = answer.header.bind(answer)
  c.status = answer.status.bind(answer)
  c.json = answer.json.bind(answer) as Json
  return answer.complete.bind(answer)
}
