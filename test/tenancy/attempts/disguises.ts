/**
 * Ways to claim another organization beside the token: headers that proxies and frameworks are known to trust,
 * parameters of the query, and fields of the body. None may ever have an effect.
 */
import * as fc from 'fast-check'

/** What is added to a request. `aim` chooses the organization that it claims. */
export interface Disguise {
  readonly aim: number
  readonly headers: readonly HeaderTrick[]
  readonly query: string | undefined
  readonly field: string | undefined
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An unsigned token. The services read one header only, and verify what is in it. */
const unsigned = (org: string): string =>
  `${encoded({ alg: 'none' })}.${encoded({ sub: 'mover', org_id: org, 'custom:org_id': org, role: 'owner' })}.`

const tricks = {
  'x-org-id': (org: string) => org,
  'x-user-id': (org: string) => `owner-${org}`,
  'x-tenant-id': (org: string) => org,
  'x-organization': (org: string) => org,
  'x-id-token': unsigned,
  'x-amzn-oidc-data': unsigned,
  'x-amzn-request-context': (org: string) => JSON.stringify({ authorizer: { jwt: { claims: { org_id: org } } } }),
  forwarded: (org: string) => `for=${org};host=${org}.example;proto=https`,
  'x-forwarded-host': (org: string) => `${org}.example`,
  'x-forwarded-user': (org: string) => `owner-${org}`,
  'x-forwarded-prefix': (org: string) => `/v1/orgs/${org}`,
  'x-original-url': (org: string) => `/v1/orgs/${org}/wallet/credits`,
  'x-rewrite-url': (org: string) => `/v1/orgs/${org}`,
  'x-http-method-override': () => 'PUT',
  host: (org: string) => `${org}.example`,
  cookie: (org: string) => `org=${org}; org_id=${org}; custom:org_id=${org}`,
} as const

type HeaderTrick = keyof typeof tricks

/** The headers with what the disguise adds. */
export const disguisedHeaders = ({ headers }: Disguise, org: string): Record<string, string> =>
  Object.fromEntries(headers.map((name) => [name, tricks[name](org)]))

/** The query parameter, ready to be appended. */
export const disguisedQuery = ({ query }: Disguise, org: string): readonly string[] =>
  query === undefined ? [] : [`${query}=${org}`]

/** The body as JSON text with the extra field; as text, because an object would swallow `__proto__`. */
export function disguisedBody({ field }: Disguise, org: string, body: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(body)
  if (field === undefined) return text
  const value = field === '__proto__' || field === 'constructor' ? { org, org_id: org } : org
  return `${text.slice(0, -1)},${JSON.stringify(field)}:${JSON.stringify(value)}}`
}

// The cast is safe: Object.keys of a literal that nobody extends gives exactly its keys.
const headerTricks = Object.keys(tricks) as readonly HeaderTrick[]
/** Seldom, because a disguise that is refused hides what the request would have done. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

export const disguise: fc.Arbitrary<Disguise> = fc.record({
  aim: fc.nat(3),
  headers: fc.oneof(fc.constant([]), fc.subarray([...headerTricks])),
  query: seldom(fc.constantFrom('org', 'org_id', 'orgId', 'tenant', '__proto__')),
  field: seldom(fc.constantFrom('org', 'org_id', 'caller', '__proto__', 'constructor')),
})

/** No disguise at all. */
export const plain: Disguise = { aim: 0, headers: [], query: undefined, field: undefined }
