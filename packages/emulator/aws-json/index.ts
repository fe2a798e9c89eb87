/**
 * AWS's JSON 1.1 protocol over HTTP, as much of it as the emulated services need: one POST address, the operation in
 * `X-Amz-Target`, errors with `__type`. The real AWS SDK turns these answers into its typed results and exceptions.
 */
import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { z } from 'zod'
import { AwsError, notEmulatedHere, traceOf } from '../aws/error.ts'
import type { RequireSigned } from '../aws/signature.ts'

export { limitedBody } from '../aws/body.ts'
export { AwsError } from '../aws/error.ts'

/** Input that does not fit its operation; each service has a name of its own for it. */
class InvalidInput extends Error {}

/** One operation: judges its own input. */
export type Operation = (input: unknown) => Reply
/** Nothing is an empty answer. */
export type Reply = Promise<object | void> | object | void
export type Operations = Readonly<Record<string, Operation>>

export interface AwsService {
  /** What stands before the dot in `X-Amz-Target`. */
  readonly target: string
  /** What its calls are signed for. */
  readonly signingName: string
  /** The operations that take a signature of AWS. */
  readonly signed: Operations
  /** Those that AWS takes without, from pages too. */
  readonly open?: Operations
  readonly requireSigned: RequireSigned
  /** The service's name for malformed input, such as `InvalidParameterException`. */
  readonly invalidInput: string
  readonly log: (line: string) => void
}

/** The fields that a schema refuses, never their values. */
export const refusedFields = ({ issues }: z.ZodError): string =>
  issues.map(({ path }) => `\`${path.join('.')}\``).join(', ')

/** An operation whose input must fit the schema. The refusal names the fields. */
export const operation =
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>) => Reply): Operation =>
  (input) => {
    const parsed = schema.safeParse(input)
    if (parsed.success) return run(parsed.data)
    throw new InvalidInput(`Missing or malformed: ${refusedFields(parsed.error)}`)
  }

/** One page of a list, and the token of the next one if there is one. `refused` is thrown for a token that no page gave out. */
export function pageOf<Item>(all: readonly Item[], size: number, token: string | undefined, refused: () => AwsError) {
  const start = token === undefined ? 0 : Number(token)
  if (token !== undefined && !(Number.isInteger(start) && start > 0 && start < all.length)) throw refused()
  const end = start + size
  return { items: all.slice(start, end), next: end < all.length ? String(end) : undefined }
}

/**
 * Answers one call. Errors are 400 with `__type` and `message` (documented: the SDK's own deserializer reads them);
 * what is unforeseen is 500 `InternalFailure` without any detail, and the detail goes to the log.
 */
export async function answerAwsJson(c: Context, service: AwsService): Promise<Response> {
  try {
    return reply(200, (await run(c.req.raw, service)) ?? {})
  } catch (error) {
    const type =
      error instanceof AwsError ? error.type : error instanceof InvalidInput ? service.invalidInput : undefined
    if (type !== undefined && error instanceof Error) {
      const { message } = error
      const what = `${c.req.header('x-amz-target') ?? service.target} refused: ${type}`
      const reason = error instanceof AwsError ? error.reason : message
      // Names that callers made up stand in it: they must not write lines or colours of their own.
      service.log(`${what}: ${reason}`.replaceAll(/\p{C}/gu, '?'))
      return reply(400, { __type: type, message }, type)
    }
    service.log(`${service.target}: ${traceOf(error)}`)
    return reply(500, { __type: 'InternalFailure', message: 'Internal error' }, 'InternalFailure')
  }
}

async function run(request: Request, service: AwsService): Promise<object | void> {
  const [target, name = ''] = (request.headers.get('x-amz-target') ?? '').split('.')
  const find = (operations: Operations = {}) =>
    target === service.target && Object.hasOwn(operations, name) ? operations[name] : undefined
  const signed = find(service.signed)
  const chosen = signed ?? find(service.open)
  // Not measured: AWS answers an operation that it does not know with this name.
  if (chosen === undefined) throw notEmulatedHere(`\`${name}\` of ${service.target}`)
  const body = new Uint8Array(await request.arrayBuffer())
  if (signed !== undefined) await service.requireSigned(service.signingName, request, body)
  let input: unknown
  try {
    // A field that is null is one that was not sent: the older SDKs write it so.
    const text = new TextDecoder().decode(body)
    input = text === '' ? {} : JSON.parse(text, (_, value: unknown) => value ?? undefined)
  } catch {
    throw new AwsError('SerializationException', 'The body is not valid JSON')
  }
  return chosen(input)
}

function reply(status: 200 | 400 | 500, body: object, errorType?: string): Response {
  const headers = new Headers({ 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
  if (errorType !== undefined) headers.set('x-amzn-errortype', errorType)
  return new Response(JSON.stringify(body), { status, headers })
}
