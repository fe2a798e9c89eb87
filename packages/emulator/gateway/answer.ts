/** The gateway's own answers, to the letter (aws-facts §E.2; none can be customised on AWS), and those of functions. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** A whole HTTP answer. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
  readonly body: Buffer
  /** What an answer of the gateway's own says, for the access log. */
  readonly message?: string
}

const message = (status: number, text: string, headers: Record<string, string> = {}): Answer => {
  const body = Buffer.from(JSON.stringify({ message: text }))
  return {
    status,
    headers: { 'content-type': 'application/json', 'content-length': String(body.length), ...headers },
    body,
    message: text,
  }
}

/** Measured: no token, or an empty one. A bare scheme, without the realm that RFC 9110 asks for. */
export const unauthorized = (): Answer => message(401, 'Unauthorized', { 'www-authenticate': 'Bearer' })

/** Measured: the route's scopes, none for a route without. Parameters are separated by spaces, not commas. */
export const invalidToken = (scopes: readonly string[], reason: string): Answer =>
  message(401, 'Unauthorized', {
    'www-authenticate': `Bearer scope="${scopes.join(' ')}" error="invalid_token" error_description="${reason}"`,
  })

/** Measured: the route's scopes, space-separated, twice. */
export const forbidden = (scopes: readonly string[]): Answer => {
  const list = scopes.join(' ')
  return message(403, 'Forbidden', {
    'www-authenticate': `Bearer scope="${list}" error="insufficient_scope" error_description="expected scopes: [${list}]"`,
  })
}

/** Documented: no route. */
export const notFound = (): Answer => message(404, 'Not Found')

/** Inferred: a path whose percent-encoding is broken. */
export const badRequest = (): Answer => message(400, 'Bad Request')

/** Inferred in form; the quota is documented (aws-facts §D.2). */
export const headersTooLarge = (): Answer => message(431, 'Request Header Fields Too Large')

/** Inferred in form; the quota is documented (aws-facts §D.2). */
export const bodyTooLarge = (): Answer => message(413, 'Request Entity Too Large')

/** Inferred in form (aws-facts §D.2). */
export const tooManyRequests = (): Answer => message(429, 'Too Many Requests')

/** Inferred: the function threw, crashed or answered nonsense. */
export const internalServerError = (): Answer => message(500, 'Internal Server Error')

/** Inferred: the integration took longer than 30 seconds. */
export const serviceUnavailable = (): Answer => message(503, 'Service Unavailable')

/** The look of `apigw-requestid`: 16 characters of Base64 with padding (measured, aws-facts §E.2). */
export const newRequestId = (): string =>
  // Of a UUID's random digits, which Node makes in stock.
  Buffer.from(randomUUID().replace(/^(.{8})-(.{4})-.{4}-.{4}-(.{10}).*$/, '$1$2$3'), 'hex').toString('base64')

const scalar = z.union([z.string(), z.number(), z.boolean()])

const Result = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
})

/** Headers that belong to one connection (RFC 9110 §7.6.1) or that the gateway writes itself. */
const dropped = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'apigw-requestid',
])

/**
 * What AWS renames in an integration's answer (measured by one reporter, aws-facts §E.2). A client that reads the
 * challenge reads both names, and the body, which repeats it.
 */
const remapped = (name: string, keepsChallenge: boolean): string =>
  name === 'www-authenticate' && !keepsChallenge ? 'x-amzn-remapped-www-authenticate' : name

/**
 * The function's result as an answer (documented, aws-facts §E.4). Without a `statusCode` the API infers 200 and JSON, so a
 * bug that returns a bare object leaks it. What looks like an answer and is none is 500 (inferred).
 * `keepsChallenge`: `WWW-Authenticate` keeps its name.
 */
export function answerOf(payload: unknown, keepsChallenge = false): Answer {
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload)) {
    const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
    return { status: 200, headers: { 'content-type': 'application/json', 'content-length': String(body.length) }, body }
  }
  const result = Result.safeParse(payload)
  if (!result.success) return internalServerError()
  const { statusCode, headers, cookies, body, isBase64Encoded } = result.data
  const content = Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8')
  const own = Object.entries(headers ?? {})
    .map(([name, value]) => [remapped(name.toLowerCase(), keepsChallenge), String(value)] as const)
    .filter(([name]) => !dropped.has(name))
  const bodyless = statusCode === 204 || statusCode === 304 || statusCode < 200
  return {
    status: statusCode,
    headers: {
      // General knowledge: an answer with a body and no type goes out as plain text.
      ...(content.length === 0 ? {} : { 'content-type': 'text/plain;charset=UTF-8' }),
      ...Object.fromEntries(own),
      ...(bodyless ? {} : { 'content-length': String(content.length) }),
    },
    ...(cookies === null || cookies === undefined ? {} : { cookies }),
    body: bodyless ? Buffer.alloc(0) : content,
  }
}
