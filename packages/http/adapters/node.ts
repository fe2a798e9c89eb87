/** The guard for plain `node:http`. */
import type { Contract, OperationSpec } from '@scopegate/contract'
import type { GuardDeps } from '../app/context.ts'
import { operationNamed } from '../app/routes.ts'
import type { IncomingRequest } from '../app/transport.ts'
import type { Admitted, OperationId } from '../handlers.ts'
import { Problem } from '../problem.ts'
import { createGate, type OutgoingResponse, setHeaders, writeAnswer } from './gate.ts'

/** The parameters of a path of the contract: `{ id: string }` for `/v1/orders/{id}`. */
export type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & ParametersOf<Rest>
  : unknown

/** What a handler gets of an admitted request beside Node's own objects. */
export type NodeAdmitted<C extends Contract, Id extends OperationId<C>> = Admitted<C, Id> & {
  readonly params: ParametersOf<C['operations'][Id]['path']>
}

/** Puts a handler of one operation behind the guard. */
export type GuardNode<C extends Contract> = <
  const Id extends OperationId<C>,
  Request extends IncomingRequest,
  Response extends OutgoingResponse,
>(
  id: Id,
  handler: (request: Request, response: Response, admitted: NodeAdmitted<C, Id>) => unknown,
) => (request: Request, response: Response) => void

/** The parameters when the path is the operation's; `undefined` for another path. */
function parametersOf(template: string, url: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.split('/')
  const segments = url.split('?', 1)[0]?.split('/') ?? []
  if (segments.length !== wanted.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [at, segment] of segments.entries()) {
    const name = /^\{(\w+)\}$/.exec(wanted[at] ?? '')?.[1]
    if (name === undefined ? segment !== wanted[at] : segment === '') return undefined
    if (name !== undefined) parameters[name] = decodeURIComponent(segment)
  }
  return parameters
}

/** There is no router in front that would have chosen by method and path. */
function placed({ method, path }: OperationSpec, request: IncomingRequest): Readonly<Record<string, string>> {
  const parameters = parametersOf(path, request.url ?? '')
  if (parameters === undefined) {
    throw new Problem('not_found', {
      detail: 'There is no such path: check the address against the list of operations',
    })
  }
  if (request.method !== method && !(method === 'GET' && request.method === 'HEAD')) {
    const allow = method === 'GET' ? 'GET, HEAD' : method
    throw new Problem('method_not_allowed', { detail: `Use one of: ${allow}`, headers: { allow } })
  }
  return parameters
}

/**
 * Makes the guard. What it returns answers one operation: another path is 404 there, and another method 405. What the
 * handler throws is answered as a problem.
 *
 * @example
 * const guarded = nodeGuard(contract, { verify })
 * const listOrders = guarded('listOrders', async (request, response, { org }) => {
 *   response.setHeader('content-type', 'application/json').end(JSON.stringify(await listOf(org)))
 * })
 * createServer(listOrders).listen(8080)
 */
export function nodeGuard<const C extends Contract>(contract: C, deps: GuardDeps): GuardNode<C> {
  const gate = createGate(contract, deps)
  return (id, handler) => {
    const enter = gate.operation(id)
    const { operation } = operationNamed(contract, id)
    const run = async (request: Parameters<typeof handler>[0], response: Parameters<typeof handler>[1]) => {
      let params: Readonly<Record<string, string>> = {}
      const entry = await enter(request, request, response, () => {
        params = placed(operation, request)
        return params['org']
      })
      if (!entry.admitted) return writeAnswer(response, entry.answer)
      try {
        setHeaders(response, entry.headers)
        const admitted = { ...gate.admitted(id, request), params }
        // The cast is safe: the parameters are those of the operation's own path.
        await handler(request, response, admitted as unknown as NodeAdmitted<C, typeof id>)
      } catch (error) {
        const answer = response.headersSent ? undefined : gate.answer(request, error)
        // Half an answer is out: all that is left is to break it off, so that it does not look whole.
        if (answer === undefined) response.destroy()
        else writeAnswer(response, answer)
      }
    }
    // An answer that Node cannot write ends one request and no more.
    return (request, response) => void run(request, response).catch(() => response.destroy())
  }
}
