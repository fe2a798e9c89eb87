/** The guard for frameworks on Node's own request and response: what their adapters share. */
import type { Contract } from '@scopegate/contract'
import { type Admission, admit } from '../app/admit.ts'
import { type GuardDeps, withDefaults } from '../app/context.ts'
import { notedProblem, type OpenRecord, openRecord, refuseOdd } from '../app/frame.ts'
import { headersFor } from '../app/headers.ts'
import { operationNamed } from '../app/routes.ts'
import { type IncomingRequest, nodeTransport, type Transport } from '../app/transport.ts'
import type { Admitted, OperationId } from '../handlers.ts'
import { type ProblemAnswer, problemAnswer } from '../respond.ts'

/** What is read and written of Node's own response. */
export interface OutgoingResponse {
  statusCode: number
  readonly headersSent: boolean
  setHeader(name: string, value: string): unknown
  end(body: string): unknown
  destroy(error?: Error): unknown
  once(event: 'close', listener: () => void): unknown
}

/** Whether a request was admitted: the headers that its answer carries, or the whole answer that refuses it. */
export type Entry =
  | { readonly admitted: true; readonly headers: Readonly<Record<string, string>> }
  | { readonly admitted: false; readonly answer: ProblemAnswer }

/**
 * Lets a request in or refuses it; its decision line is written when the answer has gone out. The request is the framework's own
 * object; the path's `{org}` is asked for once the path is known to be read alike by all, and what that throws is answered.
 */
export type Enter = (
  request: object,
  incoming: IncomingRequest,
  outgoing: OutgoingResponse,
  org: () => unknown,
) => Promise<Entry>

export interface Gate<C extends Contract> {
  /** @throws Error for an operation that the contract does not have */
  readonly operation: (id: string) => Enter
  /** What is known of a request that was admitted to this operation. @throws for any other */
  readonly admitted: <const Id extends OperationId<C>>(id: Id, request: object) => Admitted<C, Id>
  /** The answer to anything thrown behind the guard; `undefined` for a request that it has not seen. */
  readonly answer: (request: object, error: unknown) => ProblemAnswer | undefined
}

interface Seen {
  readonly id: string
  readonly transport: Transport
  readonly record: OpenRecord['record']
  /** Set when it was admitted. */
  admission?: Admission
}

export function createGate<C extends Contract>(contract: C, deps: GuardDeps): Gate<C> {
  const whole = withDefaults(deps)
  const requests = new WeakMap<object, Seen>()
  const answerTo = (error: unknown, { transport: { requestId }, record }: Seen): ProblemAnswer => {
    const answer = problemAnswer(contract, notedProblem(error, record), requestId)
    return { ...answer, headers: { ...headersFor(requestId), ...answer.headers } }
  }
  return {
    operation: (id) => {
      const route = operationNamed(contract, id)
      return async (request, incoming, outgoing, org) => {
        const transport = nodeTransport(incoming)
        const { record, close } = openRecord(whole, transport)
        outgoing.once('close', () => close(outgoing.statusCode))
        const seen: Seen = { id, transport, record }
        requests.set(request, seen)
        try {
          refuseOdd(transport, undefined, record)
          const named = org()
          const { authorization, requestId } = transport
          const asked = { authorization, org: typeof named === 'string' ? named : undefined, url: incoming.url ?? '' }
          seen.admission = await admit(contract, route, whole.verify, asked, record)
          return { admitted: true, headers: headersFor(requestId) }
        } catch (error) {
          return { admitted: false, answer: answerTo(error, seen) }
        }
      }
    },
    admitted: (id, request) => {
      const seen = requests.get(request)
      if (seen?.admission === undefined || seen.id !== id) throw new Error(`The request was not admitted to \`${id}\``)
      const { caller, org } = seen.admission
      const known = {
        requestId: seen.transport.requestId,
        ...(caller === undefined ? {} : { caller }),
        ...(org === undefined ? {} : { org }),
      }
      // The cast is safe: the decision was made on the row of this very operation.
      return known as Admitted<C, typeof id>
    },
    answer: (request, error) => {
      const seen = requests.get(request)
      return seen === undefined ? undefined : answerTo(error, seen)
    },
  }
}

/** Puts headers on Node's response; the handler may still change them. */
export function setHeaders(outgoing: OutgoingResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
}

export function writeAnswer(outgoing: OutgoingResponse, { status, headers, body }: ProblemAnswer): void {
  outgoing.statusCode = status
  setHeaders(outgoing, headers)
  outgoing.end(body)
}
