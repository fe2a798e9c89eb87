/**
 * The guard for Express 5. It needs no type of Express, and no Express.
 *
 * Put `requireOperation` before a body parser: then nothing of a refused request's body is read.
 */
import type { Contract } from '@scopegate/contract'
import type { GuardDeps } from '../app/context.ts'
import type { IncomingRequest } from '../app/transport.ts'
import type { Admitted, OperationId } from '../handlers.ts'
import { createGate, type OutgoingResponse, setHeaders, writeAnswer } from './gate.ts'

/** What is read of Express's request. */
export interface ExpressRequest extends IncomingRequest {
  /** As it came; `url` loses what a router was mounted on. */
  readonly originalUrl: string
  readonly params: Readonly<Record<string, unknown>>
}

type Next = (error?: unknown) => void

/** The guard of one contract, for Express. */
export interface ExpressGuard<C extends Contract> {
  /** A middleware for the route of one operation. The route has its method, and `:org` where the row's path says `{org}`. */
  readonly requireOperation: (
    id: OperationId<C>,
  ) => (request: ExpressRequest, response: OutgoingResponse, next: Next) => void
  /** Caller, organization and request id of a request that was admitted to this operation. @throws for any other */
  readonly admitted: <const Id extends OperationId<C>>(id: Id, request: object) => Admitted<C, Id>
  /** Answers what a handler behind the guard has thrown as a problem. Mount it last. */
  readonly onError: (error: unknown, request: object, response: OutgoingResponse, next: Next) => void
}

/**
 * Makes the guard.
 *
 * @example
 * const { requireOperation, admitted, onError } = expressGuard(contract, { verify })
 * app.get('/v1/orders', requireOperation('listOrders'), async (request, response) => {
 *   const { org } = admitted('listOrders', request)
 *   response.json(await listOf(org))
 * })
 * app.use(onError)
 */
export function expressGuard<const C extends Contract>(contract: C, deps: GuardDeps): ExpressGuard<C> {
  const gate = createGate(contract, deps)
  return {
    requireOperation: (id) => {
      const enter = gate.operation(id)
      const run = async (request: ExpressRequest, response: OutgoingResponse, next: Next): Promise<void> => {
        const { originalUrl: url, method, rawHeaders, params } = request
        try {
          const entry = await enter(request, { url, method, rawHeaders }, response, () => params['org'])
          if (!entry.admitted) return writeAnswer(response, entry.answer)
          setHeaders(response, entry.headers)
          next()
        } catch (error) {
          next(error)
        }
      }
      return (request, response, next) => void run(request, response, next)
    },
    admitted: gate.admitted,
    onError: (error, request, response, next) => {
      const answer = response.headersSent ? undefined : gate.answer(request, error)
      if (answer === undefined) next(error)
      else writeAnswer(response, answer)
    },
  }
}
