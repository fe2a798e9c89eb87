/**
 * All that the checks look at, gathered beforehand: the checks themselves are pure.
 *
 * @module
 */
import { type ClientSpec, type Contract, indexOf, type NamedScope } from '@scopegate/contract'
import type { Claims, Reading } from './reading.ts'
import { type Routed, routeOf, segmentsOf } from './route.ts'
import type { Signature } from './signature.ts'
import type { TrustedPool } from './trust.ts'

/** What is asked about. */
export interface Question {
  readonly contract: Contract
  readonly pools: readonly TrustedPool[]
  readonly method: string
  /** As the client sends it, without query. */
  readonly path: string
  /** The pool whose API is called; `undefined` for the services without a gateway. */
  readonly api: string | undefined
  /** Empty for a request without one. */
  readonly token: string
  readonly reading: Reading
  readonly signature: Signature
  /** Seconds since the epoch, with their fraction. */
  readonly now: number
}

/** A client that is trusted, with its row. */
export interface KnownClient {
  readonly name: string
  readonly spec: ClientSpec<string, string>
  /** The most that its tokens carry. */
  readonly scopes: ReadonlySet<string>
}

export interface Facts extends Question {
  /** Empty where nothing can be read. */
  readonly header: Claims
  readonly claims: Claims
  /** The pool whose issuer the token names. */
  readonly trusted: TrustedPool | undefined
  /** Which of all operations the request means. */
  readonly routed: Routed
  /** The scope that opens an operation; `undefined` for one that is open to everyone. */
  readonly scopeOf: (routed: Routed) => NamedScope | undefined
  /** The pools whose APIs carry that operation. */
  readonly carriers: readonly string[]
  /** The client of the token's pool with that id. */
  readonly clientOf: (id: unknown) => KnownClient | undefined
  /** The scopes that people with the role may hold. */
  readonly scopesOfRole: (role: string) => readonly string[]
}

export function factsOf(question: Question): Facts {
  const { contract, pools, reading, path, api } = question
  // The services answer a HEAD as the GET without its body; an HTTP API has no such rule.
  const method = api === undefined && question.method === 'HEAD' ? 'GET' : question.method
  const [header, claims] = reading.kind === 'token' ? [reading.header, reading.claims] : [{}, {}]
  const trusted = pools.find(({ issuer }) => issuer === claims['iss'])
  const segments = segmentsOf(path)
  const routed: Routed = segments === undefined ? { kind: 'unknown' } : routeOf(contract, method, segments)
  const index = indexOf(contract)
  const scopes = new Map(index.scopes.map((each) => [each.scope, each]))
  const scopeOf = (routed: Routed) =>
    routed.kind === 'operation' && routed.operation.access.kind === 'scope'
      ? scopes.get(routed.operation.access.scope)
      : undefined
  return {
    ...question,
    method,
    header,
    claims,
    trusted,
    routed,
    scopeOf,
    carriers: routed.kind === 'operation' ? carriersOf(contract, routed.id) : [],
    scopesOfRole: index.scopesOfRole,
    clientOf: (id) => {
      const name = typeof id === 'string' ? trusted?.clients.get(id) : undefined
      const pool = trusted === undefined ? undefined : contract.pools[trusted.pool]
      const spec = name === undefined ? undefined : pool?.clients[name]
      if (name === undefined || pool === undefined || spec === undefined) return undefined
      return { name, spec, scopes: new Set(index.scopesOfClient(name)) }
    },
  }
}

/** The pools whose APIs carry the operation. */
export function carriersOf(contract: Contract, operationId: string): readonly string[] {
  const operation = contract.operations[operationId]
  if (operation === undefined) return []
  const { exposes } = indexOf(contract)
  return Object.keys(contract.pools).filter((pool) => exposes(pool, operation))
}
