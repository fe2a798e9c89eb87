/**
 * The door before the DynamoDB engine. The engine answers every web page (`access-control-allow-origin: *`) and takes any
 * signature; the door lets through what is signed with the stack's key, and no browser.
 */
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import {
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Hono } from 'hono'
import { limitedBody } from '../aws/body.ts'
import { AwsError, notEmulatedHere } from '../aws/error.ts'
import type { RequireSigned } from '../aws/signature.ts'

/** Documented (DynamoDB quotas): a request of 16 MB, for `BatchWriteItem`. */
const maxSize = 16 * 1024 * 1024

/** The headers that the engine reads, and those of its answer that the SDK reads. */
const [asked, answered] = [
  ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'],
  ['content-type', 'x-amzn-requestid', 'x-amz-crc32'],
]

const some = (names: readonly string[], headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )

/** Where the engine is, and what connects to it. */
interface Behind {
  readonly endpoint: string
  readonly agent?: Agent | undefined
}

async function pass({ endpoint, agent }: Behind, headers: OutgoingHttpHeaders, body: Uint8Array): Promise<Response> {
  const call = request(endpoint, { method: 'POST', agent, headers }).end(body)
  // Safe: what the event carries. An error before it is thrown.
  const [answer] = (await once(call, 'response')) as [IncomingMessage]
  return new Response(await buffer(answer), {
    status: answer.statusCode ?? 502,
    headers: some(answered, answer.headers),
  })
}

/** @param engine `undefined` with another database, which is called where it is */
export function createDoor(engine: Behind | undefined, requireSigned: RequireSigned): Hono {
  const app = new Hono()
  app.use(limitedBody(maxSize))
  app.post('/', async ({ req }) => {
    const body = new Uint8Array(await req.arrayBuffer())
    await requireSigned('dynamodb', req.raw, body)
    if (engine === undefined) throw notEmulatedHere('DynamoDB here: `DYNAMODB_ENDPOINT` names another')
    return pass(engine, some(asked, req.header()), body).catch(() => {
      throw new AwsError('ServiceUnavailableException', 'The DynamoDB engine does not answer')
    })
  })
  app.onError((error) => {
    const { type, message } = error instanceof AwsError ? error : new AwsError('InternalFailure', 'Internal error')
    const status = type === 'ServiceUnavailableException' ? 503 : 400
    return Response.json(
      { __type: `com.amazon.coral.service#${type}`, message },
      { status: error instanceof AwsError ? status : 500, headers: { 'content-type': 'application/x-amz-json-1.0' } },
    )
  })
  return app
}

/** An address of this machine that a web page cannot guess, where the whole of 127.0.0.0/8 is this machine. */
export const hiddenAddress = (): string =>
  process.platform === 'linux' ? `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}` : '127.0.0.1'
