/** The request that is asked about: its method, its path, and whose API it goes to. */
import { type Contract, indexOf } from '@scopegate/contract'
import type { TrustedPool } from '@scopegate/http'
import { chosen } from '../program/chosen.ts'
import { Failure } from '../program/failure.ts'
import { meantBy } from './routes.ts'
import type { Trust } from './trust.ts'

export interface Target {
  readonly method: string
  /** Without query. */
  readonly path: string
  readonly api: string | undefined
}

export interface Typed {
  readonly method: string
  /** A path, or a whole address. */
  readonly address: string
  /** The pool whose API is meant. */
  readonly api: string | undefined
  readonly direct: boolean
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const form = 'type `scopes why <token or -> <METHOD> <path>`, such as `scopes why - GET /v1/…`'

/**
 * Reads it. Which API: the one that is named, or that has the address, or that of the token's own pool, or else the first
 * that carries the operation. What was typed is not repeated: it may be the token.
 */
export function targetOf(contract: Contract, trust: Trust, issuedBy: TrustedPool | undefined, asked: Typed): Target {
  const method = asked.method.toUpperCase()
  if (!methods.includes(method)) throw new Failure(`The method is none of ${methods.join(', ')}`, form)
  const [, origin, path = ''] = /^(https?:\/\/[^/?#]+)?([^?#]*)/.exec(asked.address) ?? []
  if (!path.startsWith('/')) throw new Failure('The path does not begin with `/`', form)
  if (asked.direct) return { method, path, api: undefined }
  if (asked.api !== undefined) return { method, path, api: chosen('pool', [asked.api], Object.keys(contract.pools))[0] }
  if (origin !== undefined) {
    const api = Object.entries(trust.apis).find(([, url]) => url === origin)?.[0]
    if (api !== undefined) return { method, path, api }
    throw new Failure(
      'The address is of no API of the local stack',
      'give the path alone, with `--api <pool>` or `--direct`',
    )
  }
  const meant = meantBy(contract, method, path)
  const pools = Object.keys(contract.pools)
  const carrier = pools.find(
    (pool) => meant.kind === 'operation' && indexOf(contract).exposes(pool, meant.operation.operation),
  )
  return { method, path, api: issuedBy?.pool ?? carrier ?? pools[0] }
}
