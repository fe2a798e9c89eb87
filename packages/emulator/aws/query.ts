/** AWS's query protocol: one POST address, a form with the `Action` in, XML out. Every call is signed. */
import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { limitedBody } from './body.ts'
import { AwsError, notEmulatedHere, traceOf } from './error.ts'
import type { RequireSigned } from './signature.ts'
import { errorXml, resultXml } from './xml.ts'

/** Each makes the XML of its result out of the form. */
export type QueryActions = Readonly<Record<string, (parameters: Readonly<Record<string, string>>) => string>>

export interface QueryService {
  /** What its calls are signed for. */
  readonly name: string
  readonly namespace: string
  readonly actions: QueryActions
  readonly requireSigned: RequireSigned
  readonly log: (line: string) => void
}

/** General knowledge: this protocol has other names for two refusals, and names the rest without `Exception`. */
const names: Readonly<Record<string, string>> = {
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidClientTokenId',
}

const forbidden =
  /^(AccessDenied|MissingAuthenticationToken|IncompleteSignature|SignatureDoesNotMatch|InvalidClientTokenId)$/

/** The service as an HTTP application. */
export function queryApplication({ name, namespace, actions, requireSigned, log }: QueryService): Hono {
  const answer = (status: 200 | 400 | 403 | 500, body: string) =>
    new Response(body, { status, headers: { 'content-type': 'text/xml' } })
  const app = new Hono()
  app.use(limitedBody())
  app.post('/', async ({ req }) => {
    const body = new Uint8Array(await req.arrayBuffer())
    await requireSigned(name, req.raw, body)
    const parameters = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)))
    const { Action: action = '' } = parameters
    const run = Object.hasOwn(actions, action) ? actions[action] : undefined
    if (run === undefined) throw notEmulatedHere(`\`${action}\` of ${name}`, 'InvalidAction')
    return answer(200, resultXml(namespace, action, run(parameters), randomUUID()))
  })
  app.onError((error) => {
    if (error instanceof AwsError) {
      const code = names[error.type] ?? error.type.replace(/Exception$/, '')
      return answer(forbidden.test(code) ? 403 : 400, errorXml(namespace, code, error.message, randomUUID()))
    }
    log(`${name}: ${traceOf(error)}`)
    return answer(500, errorXml(namespace, 'InternalFailure', 'Internal error', randomUUID()))
  })
  return app
}
