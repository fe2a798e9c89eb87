/** The gateway's own answers, to the letter (aws-facts §E.2). None of them can be customised on AWS. */
import { randomBytes } from 'node:crypto'

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
export const newRequestId = (): string => randomBytes(11).toString('base64')
