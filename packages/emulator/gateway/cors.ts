/**
 * CORS as the HTTP API does it: it answers preflights itself, even without an OPTIONS route, and ignores the backend's
 * CORS headers (documented, aws-facts §E.4).
 *
 * Documented exception: a catch-all route with an authorizer takes OPTIONS too, and answers 401; the same for a greedy
 * `ANY` route (inferred). Unknown (aws-facts §E.4): whether the authorizer's 401 and 403 carry CORS headers. Here they
 * carry none: the harder case for a page, which then sees a failed request and no status.
 */
import type { CorsConfiguration, ResolvedRoute } from '../template/index.ts'
import type { Answer } from './answer.ts'

interface CorsRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
}

/** The answer to a preflight; `undefined` when the request is none, or a route's authorizer comes first. */
export function preflight(
  cors: CorsConfiguration | undefined,
  { method, headers }: CorsRequest,
  route: ResolvedRoute | undefined,
): Answer | undefined {
  if (cors === undefined || method !== 'OPTIONS') return undefined
  // Documented: both headers make a preflight.
  if (headers['origin'] === undefined || headers['access-control-request-method'] === undefined) return undefined
  if (route?.authorizer !== undefined) return undefined
  const allowed = originHeaders(cors, headers['origin'])
  // Inferred: an origin that is not allowed gets the same answer without the headers, and the browser refuses.
  if (allowed === undefined) return { status: 204, headers: {}, body: Buffer.alloc(0) }
  const optional = {
    'access-control-allow-methods': cors.allowMethods.join(','),
    'access-control-allow-headers': cors.allowHeaders.join(','),
    'access-control-max-age': cors.maxAge?.toString() ?? '',
  }
  const set = Object.entries(optional).filter(([, value]) => value !== '')
  return { status: 204, headers: { ...allowed, ...Object.fromEntries(set) }, body: Buffer.alloc(0) }
}

/** The function's answer with the API's CORS headers instead of its own. */
export function withCors(cors: CorsConfiguration | undefined, origin: string | undefined, answer: Answer): Answer {
  if (cors === undefined) return answer
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'))
  const allowed = origin === undefined ? undefined : originHeaders(cors, origin)
  if (allowed === undefined) return { ...answer, headers: Object.fromEntries(own) }
  const expose =
    cors.exposeHeaders.length === 0 ? {} : { 'access-control-expose-headers': cors.exposeHeaders.join(',') }
  return { ...answer, headers: { ...Object.fromEntries(own), ...allowed, ...expose } }
}

function originHeaders(cors: CorsConfiguration, origin: string): Record<string, string> | undefined {
  const everyOrigin = cors.allowOrigins.includes('*')
  if (!everyOrigin && !cors.allowOrigins.includes(origin)) return undefined
  return {
    'access-control-allow-origin': everyOrigin ? '*' : origin,
    ...(everyOrigin ? {} : { vary: 'Origin' }),
    ...(cors.allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  }
}
