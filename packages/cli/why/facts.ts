/**
 * What is asked about, and what the contract knows of it. The explanations read it; the gates get the question itself.
 */
import { type Contract, indexOf, type NamedClient, type NamedOperation, type NamedScope } from '@scopegate/contract'
import type { TrustedPool, TrustedPools } from '@scopegate/http'
import { decodeJwt } from 'jose'
import { type Meant, meantBy } from './routes.ts'

export type Claims = Readonly<Record<string, unknown>>

/** What can be read in a token before any key is asked, for summaries and explanations. Nothing is decided on it. */
export function claimsIn(token: string): Claims | undefined {
  try {
    return decodeJwt(token)
  } catch {
    return undefined
  }
}

export interface Question {
  readonly contract: Contract
  readonly pools: TrustedPools
  readonly method: string
  /** As the client sends it, without query. */
  readonly path: string
  /** The pool whose API is called; `undefined` for the services without a gateway. */
  readonly api: string | undefined
  /** Empty for a request without one. */
  readonly token: string
  /** Seconds since the epoch, with their fraction. */
  readonly now: number
  /** Whether issuers elsewhere than on this machine may be asked for their keys. */
  readonly online: boolean
}

export interface Facts extends Question {
  /** `undefined` where nothing can be read. */
  readonly claims: Claims | undefined
  /** The pool whose issuer the token names. */
  readonly trusted: TrustedPool | undefined
  /** The client of that pool that the token names. */
  readonly client: NamedClient | undefined
  /** Which of all operations the request means. */
  readonly meant: Meant
  readonly operation: NamedOperation | undefined
  /** The scope that opens it; `undefined` for one that is open to everyone. */
  readonly required: NamedScope | undefined
  /** The pools whose APIs carry it. */
  readonly carriers: readonly string[]
}

export function factsOf(question: Question): Facts {
  const { contract, pools, token, path, api } = question
  // The services answer a HEAD as the GET without its body; an HTTP API has no such rule.
  const method = api === undefined && question.method === 'HEAD' ? 'GET' : question.method
  const claims = claimsIn(token)
  const trusted = pools.find(({ issuer }) => issuer === claims?.['iss'])
  const id = claims?.['client_id'] ?? claims?.['aud']
  const meant = meantBy(contract, method, path)
  const operation = meant.kind === 'operation' ? meant.operation : undefined
  const access = operation?.operation.access
  const { scopes, exposes } = indexOf(contract)
  return {
    ...question,
    claims,
    trusted,
    client: typeof id === 'string' ? trusted?.clients.get(id) : undefined,
    meant,
    operation,
    required: access?.kind === 'scope' ? scopes.find(({ scope }) => scope === access.scope) : undefined,
    carriers:
      operation === undefined ? [] : Object.keys(contract.pools).filter((pool) => exposes(pool, operation.operation)),
  }
}
