/** The event that the function gets: payload format 2.0 (its form documented, aws-facts §E.3, §E.4). */
import type { ResolvedApi } from '../template/index.ts'
import type { Authorized } from './authorizer/index.ts'
import type { RequestHeaders, Target } from './request.ts'
import type { SelectedRoute } from './routes.ts'

interface EventInput {
  readonly api: Pick<ResolvedApi, 'id'>
  readonly accountId: string
  readonly region: string
  /** Where the gateway listens. */
  readonly port: number
  readonly protocol: 'http' | 'https'
  readonly selected: SelectedRoute
  readonly method: string
  readonly target: Target
  readonly headers: RequestHeaders
  readonly body: Buffer
  /** `undefined` on a route without authorizer: the event then has no `authorizer` (inferred, aws-facts §E.3). */
  readonly authorized: Authorized | undefined
  readonly requestId: string
  readonly sourceIp: string
  /** Milliseconds. */
  readonly now: number
}

/** What has no value is left out, not null: that is how AWS's own examples look. */
export function eventOf(input: EventInput): Record<string, unknown> {
  const { selected, method, target, headers, authorized, requestId, now } = input
  // AWS knows an API by its domain and lets no other Host in. Ours takes any, and must not let a client write this: the
  // services' adapter makes a URL of it.
  const domainName = `${input.api.id}.execute-api.${input.region}.amazonaws.com`
  const content = bodyOf(input.body, headers.all['content-type'])
  return {
    version: '2.0',
    routeKey: selected.route.key,
    rawPath: target.rawPath,
    rawQueryString: target.rawQueryString,
    ...(headers.cookies.length === 0 ? {} : { cookies: headers.cookies }),
    // The raw `authorization` is among them (measured, aws-facts §E.3).
    headers: {
      ...headers.all,
      'content-length': String(input.body.length),
      'x-forwarded-for': input.sourceIp,
      'x-forwarded-port': String(input.port),
      'x-forwarded-proto': input.protocol,
    },
    ...optional('queryStringParameters', queryOf(target.rawQueryString)),
    requestContext: {
      accountId: input.accountId,
      apiId: input.api.id,
      ...(authorized === undefined
        ? {}
        : { authorizer: { jwt: { claims: stringifyClaims(authorized.claims), scopes: authorized.scopes } } }),
      domainName,
      domainPrefix: input.api.id,
      http: {
        method,
        path: target.rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: input.sourceIp,
        userAgent: headers.all['user-agent'] ?? '',
      },
      requestId,
      routeKey: selected.route.key,
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now,
    },
    ...optional('pathParameters', selected.pathParameters),
    ...content,
  }
}

const optional = (name: string, values: Readonly<Record<string, string>>) =>
  Object.keys(values).length === 0 ? {} : { [name]: values }

/** Documented: duplicates joined with commas. Values are decoded. */
function queryOf(rawQueryString: string): Record<string, string> {
  const parameters: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    parameters[name] = Object.hasOwn(parameters, name) ? `${parameters[name] ?? ''},${value}` : value
  }
  return parameters
}

/**
 * Text for textual content types, Base64 for the rest, a form included (general knowledge; AWS does not list the types).
 * What claims to be text and is no UTF-8 is Base64 too, so that nothing is lost (inferred).
 */
function bodyOf(body: Buffer, contentType: string | undefined): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false }
  const type = (contentType ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? ''
  const textual = /^(text\/.*|application\/(json|javascript|xml|.*\+json|.*\+xml))$/.test(type)
  const text = body.toString('utf8')
  return textual && Buffer.from(text, 'utf8').equals(body)
    ? { body: text, isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `12/Mar/2020:19:03:58 +0000` */
function clfTime(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T')
  const [year, month, day] = date.split('-')
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`
}

/**
 * Claims as the authorizer hands them to the function: every one of them text (measured, aws-facts §E.3).
 *
 * Numbers and booleans as their text; arrays as `[a b]`, without quotes; objects as Go prints a map, `map[k:v]`
 * (measured, two captures); a null is left out. Go sorts a map's keys (general knowledge). Large and decimal numbers
 * are unknown (aws-facts §E.3). None of this can be read back without loss, which is why the services never read it.
 */
export function stringifyClaims(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, goText(value)]],
    ),
  )
}

function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries({ ...value }).sort(([a], [b]) => (a < b ? -1 : 1))
    return `map[${entries.map(([key, entry]) => `${key}:${goText(entry)}`).join(' ')}]`
  }
  // Safe: what JSON can hold besides arrays, objects and null. Inside arrays and maps Go prints a nil so (general knowledge).
  return value === null ? '<nil>' : `${value as string | number | boolean}`
}
