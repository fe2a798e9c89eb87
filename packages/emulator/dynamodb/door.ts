/**
 * The door before the DynamoDB engine. The engine answers every web page (`access-control-allow-origin: *`) and takes any
 * signature; the door lets through what is signed with the stack's key, and no browser.
 */
import { randomInt } from 'node:crypto'
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

const some = (headers: Headers, names: readonly string[]) =>
  names.flatMap((name): [string, string][] => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value]]
  })

/** @param endpoint the engine's address; `undefined` with another database, which is called where it is */
export function createDoor(endpoint: string | undefined, requireSigned: RequireSigned): Hono {
  const app = new Hono()
  app.use(limitedBody(maxSize))
  app.post('/', async ({ req }) => {
    const body = await req.arrayBuffer()
    await requireSigned('dynamodb', req.raw, new Uint8Array(body))
    if (endpoint === undefined) throw notEmulatedHere('DynamoDB here: `DYNAMODB_ENDPOINT` names another')
    const answer = await fetch(endpoint, { method: 'POST', headers: some(req.raw.headers, asked), body }).catch(() => {
      throw new AwsError('ServiceUnavailableException', 'The DynamoDB engine does not answer')
    })
    return new Response(answer.body, { status: answer.status, headers: some(answer.headers, answered) })
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
