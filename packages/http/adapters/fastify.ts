/**
 * The guard for Fastify 5. It needs no type of Fastify, and no Fastify.
 *
 * It is an `onRequest` hook: nothing of a refused request's body is read.
 */
import type { Contract } from '@scopegate/contract'
import type { GuardDeps } from '../app/context.ts'
import type { IncomingRequest } from '../app/transport.ts'
import type { Admitted, OperationId } from '../handlers.ts'
import type { ProblemAnswer } from '../respond.ts'
import { createGate, type OutgoingResponse } from './gate.ts'

/** What is read of Fastify's request. */
export interface FastifyRequest {
  readonly raw: IncomingRequest
  /** As it came, before any `rewriteUrl`. */
  readonly originalUrl: string
  readonly params: unknown
}

/** What is written of Fastify's reply. */
export interface FastifyReply {
  readonly raw: OutgoingResponse
  code(status: number): unknown
  headers(values: Record<string, string>): unknown
  send(body: unknown): unknown
}

/** The guard of one contract, for Fastify. */
export interface FastifyGuard<C extends Contract> {
  /** The `onRequest` hook of one operation's route. The route has its method, and `:org` where the row's path says `{org}`. */
  readonly requireOperation: (id: OperationId<C>) => (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  /** Caller, organization and request id of a request that was admitted to this operation. @throws for any other */
  readonly admitted: <const Id extends OperationId<C>>(id: Id, request: object) => Admitted<C, Id>
  /** Answers what a handler behind the guard has thrown as a problem. For `setErrorHandler`. */
  readonly onError: (error: unknown, request: object, reply: FastifyReply) => void
}

const orgOf = (params: unknown): unknown =>
  typeof params === 'object' && params !== null && 'org' in params ? params.org : undefined

function sendAnswer(reply: FastifyReply, { status, headers, body }: ProblemAnswer): void {
  reply.code(status)
  reply.headers({ ...headers })
  reply.send(body)
}

/**
 * Makes the guard.
 *
 * @example
 * const { requireOperation, admitted, onError } = fastifyGuard(contract, { verify })
 * server.setErrorHandler(onError)
 * server.get('/v1/orders', { onRequest: requireOperation('listOrders') }, async (request) => {
 *   const { org } = admitted('listOrders', request)
 *   return listOf(org)
 * })
 */
export function fastifyGuard<const C extends Contract>(contract: C, deps: GuardDeps): FastifyGuard<C> {
  const gate = createGate(contract, deps)
  return {
    requireOperation: (id) => {
      const enter = gate.operation(id)
      return async (request, reply) => {
        const { method, rawHeaders } = request.raw
        const incoming = { url: request.originalUrl, method, rawHeaders }
        const entry = await enter(request, incoming, reply.raw, () => orgOf(request.params))
        if (entry.admitted) return void reply.headers({ ...entry.headers })
        sendAnswer(reply, entry.answer)
        // Fastify's sign that the hook has answered.
        return reply
      }
    },
    admitted: gate.admitted,
    onError: (error, request, reply) => {
      const answer = gate.answer(request, error)
      // Fastify's own answer to an error, for routes without the guard.
      if (answer === undefined) reply.send(error)
      else sendAnswer(reply, answer)
    },
  }
}
