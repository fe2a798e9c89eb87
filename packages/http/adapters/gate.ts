/**
 * The guard for frameworks on Node's own request and response: what their adapters share.
 *
 * @module
 */
import type { Contract, NamedOperation } from '@scopegate/contract'
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

/** A request that a guard has seen. */
export interface Seen {
  readonly id: string
  readonly transport: Transport
  readonly record: OpenRecord['record']
  /** Set when it was admitted. */
  admission?: Admission
}

/** The guard of one contract. */
export interface Gate {
  readonly operation: (id: string) => NamedOperation
  /** Sees a request; its decision line is written when the answer has gone out. */
  readonly see: (id: string, incoming: IncomingRequest, outgoing: OutgoingResponse) => Seen
  /**
   * @param org the path's `{org}`, asked for once the path is known to be read alike by all
   * @throws {Problem} when the request is refused
   */
  readonly admit: (route: NamedOperation, seen: Seen, url: string, org: () => unknown) => Promise<void>
  /** The answer to anything thrown, with its headers. */
  readonly answer: (seen: Seen, error: unknown) => ProblemAnswer
  /** What every answer carries. */
  readonly headers: (seen: Seen) => Readonly<Record<string, string>>
}

export function createGate(contract: Contract, deps: GuardDeps): Gate {
  const whole = withDefaults(deps)
  const headers = ({ transport }: Seen) => headersFor(transport.requestId)
  return {
    operation: (id) => operationNamed(contract, id),
    see: (id, incoming, outgoing) => {
      const transport = nodeTransport(incoming)
      const { record, close } = openRecord(whole, transport)
      outgoing.once('close', () => close(outgoing.statusCode))
      return { id, transport, record }
    },
    admit: async (route, seen, url, org) => {
      const { transport, record } = seen
      refuseOdd(transport, undefined, record)
      const named = org()
      const request = {
        authorization: transport.authorization,
        org: typeof named === 'string' ? named : undefined,
        url,
      }
      seen.admission = await admit(contract, route, whole.verify, request, record)
    },
    answer: (seen, error) => {
      const answer = problemAnswer(contract, notedProblem(error, seen.record), seen.transport.requestId)
      return { ...answer, headers: { ...headers(seen), ...answer.headers } }
    },
    headers,
  }
}

/** What is known of an admitted request. The cast is safe: the decision was made on the row of this very operation. */
export function admittedOf<C extends Contract, Id extends OperationId<C>>(
  id: Id,
  seen: Seen | undefined,
): Admitted<C, Id> {
  if (seen?.admission === undefined || seen.id !== id) throw new Error(`The request was not admitted to \`${id}\``)
  const { caller, org } = seen.admission
  const known = {
    requestId: seen.transport.requestId,
    ...(caller === undefined ? {} : { caller }),
    ...(org === undefined ? {} : { org }),
  }
  return known as Admitted<C, Id>
}

/** Puts headers on Node's response; the handler may still change them. */
export function setHeaders(outgoing: OutgoingResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
}

/** Writes a whole answer. */
export function writeAnswer(outgoing: OutgoingResponse, { status, headers, body }: ProblemAnswer): void {
  outgoing.statusCode = status
  setHeaders(outgoing, headers)
  outgoing.end(body)
}
