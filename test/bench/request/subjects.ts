/** What is measured, and what it may cost. */
import type { Row } from '../interleave.ts'

/** A kind of request: the token that it carries and the status that it must get. */
export const kinds = {
  public: { token: undefined, status: 200 },
  hot: { token: 'hot', status: 200 },
  fresh: { token: 'fresh', status: 200 },
  'no token': { token: undefined, status: 401 },
  expired: { token: 'expired', status: 401 },
  'bad signature': { token: 'badSignature', status: 401 },
  'scope missing': { token: 'withoutScope', status: 403 },
} as const

export type Kind = keyof typeof kinds

interface Served {
  /** What a person calls it. */
  readonly name: string
  /** Requests in one turn, of `hot` and what costs as much: many, because a turn begins with cold caches and ends with an idle while. */
  readonly count: number
  /** Whether each request writes a decision line. */
  readonly logs?: boolean
  readonly kinds: Readonly<Partial<Record<Kind, Pick<Row, 'cpu' | 'rate'>>>>
}

const both = { hot: {}, fresh: {} } as const

/** By the file in `servers/`. */
export const servers: Readonly<Record<string, Served>> = {
  bare: { name: 'Hono without authentication', count: 6_000, kinds: { public: {} } },
  ours: {
    name: 'ours',
    count: 6_000,
    logs: true,
    kinds: {
      public: { cpu: { most: 1.2 } },
      hot: { cpu: { most: 1.5 }, rate: { least: 0.75 } },
      fresh: {},
      'no token': {},
      expired: {},
      'bad signature': {},
      'scope missing': {},
    },
  },
  guard: {
    name: 'our guard in a Hono app',
    count: 6_000,
    logs: true,
    kinds: { public: { cpu: { most: 1.5 } }, hot: { cpu: { most: 1.8 } } },
  },
  'aws-jwt-verify': { name: 'Hono + aws-jwt-verify', count: 2_000, kinds: both },
  'hono-jwk': { name: 'Hono + hono/jwk with jwks_uri', count: 1_000, kinds: { hot: {} } },
  'hono-jwk-kept': { name: 'Hono + hono/jwk with kept keys', count: 2_000, kinds: both },
  'fast-jwt': { name: 'Hono + fast-jwt, its cache on', count: 6_000, kinds: both },
  'fastify-jwt': { name: 'Fastify + @fastify/jwt, its cache on', count: 6_000, kinds: both },
  'express-bearer': { name: 'Express + express-oauth2-jwt-bearer', count: 1_000, kinds: both },
}

/** By the function in `functions.ts`. */
export const functionNames = ['ours', 'naive', 'rsa'] as const

/** Fresh tokens in one turn: each has to be signed. */
export const freshCount = 1_500

export const subjectOf = (server: string, kind: string): string => `${server}: ${kind}`

const against = subjectOf('bare', 'public')

/** Each server and kind against bare Hono, and the three that are against something else. */
export const rows: readonly Row[] = [
  ...Object.entries(servers).flatMap(([server, { name, kinds: own }]) =>
    Object.entries(own).map(([kind, limits]) => ({
      name: server === 'bare' ? name : `${name}: ${kind}`,
      of: subjectOf(server, kind),
      against,
      ...limits,
    })),
  ),
  {
    name: 'ours: fresh / Hono + aws-jwt-verify: fresh',
    of: subjectOf('ours', 'fresh'),
    against: subjectOf('aws-jwt-verify', 'fresh'),
    cpu: { most: 0.75 },
  },
  {
    name: 'our verify() / aws-jwt-verify’s verify(), fresh',
    of: subjectOf('verify', 'ours'),
    against: subjectOf('verify', 'naive'),
    cpu: { most: 0.75 },
  },
  {
    name: 'RSA-2048 alone / our verify(), fresh',
    of: subjectOf('verify', 'rsa'),
    against: subjectOf('verify', 'ours'),
    cpu: { least: 0.6 },
  },
]
