/**
 * AWS's JSON 1.1 protocol over HTTP, as much of it as the emulated services need: one POST address, the operation in
 * `X-Amz-Target`, errors with `__type`. The real AWS SDK turns these answers into its typed results and exceptions.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { z } from 'zod'

/** A refusal in the service's own words. `type` is the name of the exception that the SDK throws. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  readonly type: string
  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

/** One operation: judges its own input. `request` is there for what stands in headers. */
export type Operation = (input: unknown, request: Request) => Promise<object> | object

export interface AwsService {
  /** What stands before the dot in `X-Amz-Target`. */
  readonly target: string
  readonly operations: Readonly<Record<string, Operation>>
  /** The service's name for malformed input, such as `InvalidParameterException`. */
  readonly invalidInput: string
  readonly log: (line: string) => void
}

/** An operation whose input must fit the schema. The refusal names the fields, never their values. */
export const operation =
  <S extends z.ZodType>(schema: S, invalidInput: string, run: (input: z.output<S>) => Promise<object> | object) =>
  (input: unknown): Promise<object> | object => {
    const parsed = schema.safeParse(input)
    if (parsed.success) return run(parsed.data)
    const fields = parsed.error.issues.map((issue) => `\`${issue.path.join('.')}\``).join(', ')
    throw new AwsError(invalidInput, `Missing or malformed: ${fields}`)
  }

/**
 * Answers one call. Errors are 400 with `__type` and `message` (documented: the SDK's own deserializer reads them);
 * what is unforeseen is 500 `InternalFailure` without any detail, and the detail goes to the log.
 */
export async function answerAwsJson(c: Context, service: AwsService): Promise<Response> {
  try {
    return reply(200, await run(c.req.raw, service))
  } catch (error) {
    if (error instanceof AwsError) return reply(400, { __type: error.type, message: error.message }, error.type)
    service.log(`${service.target}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return reply(500, { __type: 'InternalFailure', message: 'Internal error' }, 'InternalFailure')
  }
}

async function run(request: Request, { target, operations, invalidInput }: AwsService): Promise<object> {
  const [service, name = ''] = (request.headers.get('x-amz-target') ?? '').split('.')
  // Not measured: AWS answers an operation that it does not know with this name.
  // An operation that AWS has and we do not emulate gets the same: a clear error, never a success.
  if (service !== target || !Object.hasOwn(operations, name)) {
    throw new AwsError('UnknownOperationException', `The local stack does not emulate \`${name}\` of ${target}`)
  }
  const text = await request.text()
  let input: unknown
  try {
    input = text === '' ? {} : JSON.parse(text)
  } catch {
    throw new AwsError('SerializationException', 'The body is not valid JSON')
  }
  const chosen = operations[name]
  if (chosen === undefined) throw new AwsError(invalidInput, 'Unknown operation')
  return chosen(input, request)
}

function reply(status: 200 | 400 | 500, body: object, errorType?: string): Response {
  const headers = new Headers({ 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
  if (errorType !== undefined) headers.set('x-amzn-errortype', errorType)
  return new Response(JSON.stringify(body), { status, headers })
}
