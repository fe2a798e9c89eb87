/**
 * The function's result as an HTTP answer (documented, aws-facts §E.4).
 *
 * Without a `statusCode` the API infers 200 and JSON, so a bug that returns a bare object leaks it. A result that
 * looks like an answer and is none is 500 (inferred).
 */
import { z } from 'zod'
import { type Answer, internalServerError } from './answer.ts'

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

/** `keepsChallenge`: `WWW-Authenticate` keeps its name. */
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
