/**
 * AWS's JSON 1.1 protocol over HTTP, as much of it as the emulated services need: one POST address, the operation in
 * `X-Amz-Target`, errors with `__type`. The real AWS SDK turns these answers into its typed results and exceptions.
 */
import { randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
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

/** Input that does not fit its operation; each service has a name of its own for it. */
class InvalidInput extends Error {}

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

/** The fields that a schema refuses, never their values. */
export const refusedFields = ({ issues }: z.ZodError): string =>
  issues.map(({ path }) => `\`${path.join('.')}\``).join(', ')

/** An operation whose input must fit the schema. The refusal names the fields. */
export const operation =
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>) => Promise<object> | object): Operation =>
  (input) => {
    const parsed = schema.safeParse(input)
    if (parsed.success) return run(parsed.data)
    throw new InvalidInput(`Missing or malformed: ${refusedFields(parsed.error)}`)
  }

/**
 * Refuses callers who may not do what takes AWS credentials. Any are accepted, because it is one developer's loopback;
 * none at all are refused, as AWS does. A browser is refused: any web page could otherwise rewrite the local stack.
 *
 * @throws {AwsError}
 */
export function requireAdministrator({ headers }: Pick<Request, 'headers'>): void {
  if (headers.has('origin')) {
    throw new AwsError('AccessDeniedException', 'The local stack takes no administrator calls from browsers')
  }
  if (!(headers.get('authorization') ?? '').startsWith('AWS4-HMAC-SHA256 ')) {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  }
}

/** The largest body that the emulated APIs read, in bytes. Ours: none of their calls is nearly as large. */
const maxSize = 128 * 1024

/** Refuses a larger body with 413. Unknown: the words of AWS, whose own limits are higher. */
export const limitedBody = (): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (c) =>
      c.json({ __type: 'RequestEntityTooLarge', message: `The body is larger than ${maxSize} bytes` }, 413, {
        'x-amzn-errortype': 'RequestEntityTooLarge',
      }),
  })

/** One page of a list, and the token of the next one if there is one. `refused` is thrown for a token that no page gave out. */
export function pageOf<Item>(all: readonly Item[], size: number, token: string | undefined, refused: () => AwsError) {
  const start = token === undefined ? 0 : Number(token)
  if (token !== undefined && !(Number.isInteger(start) && start > 0 && start < all.length)) throw refused()
  const end = start + size
  return { items: all.slice(start, end), next: end < all.length ? String(end) : undefined }
}

/** What goes into the log of an error that was not foreseen. */
export const traceOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

/**
 * Answers one call. Errors are 400 with `__type` and `message` (documented: the SDK's own deserializer reads them);
 * what is unforeseen is 500 `InternalFailure` without any detail, and the detail goes to the log.
 */
export async function answerAwsJson(c: Context, service: AwsService): Promise<Response> {
  try {
    return reply(200, await run(c.req.raw, service))
  } catch (error) {
    const type =
      error instanceof AwsError ? error.type : error instanceof InvalidInput ? service.invalidInput : undefined
    if (type !== undefined && error instanceof Error) return reply(400, { __type: type, message: error.message }, type)
    service.log(`${service.target}: ${traceOf(error)}`)
    return reply(500, { __type: 'InternalFailure', message: 'Internal error' }, 'InternalFailure')
  }
}

async function run(request: Request, { target, operations }: AwsService): Promise<object> {
  const [service, name = ''] = (request.headers.get('x-amz-target') ?? '').split('.')
  const chosen = Object.hasOwn(operations, name) ? operations[name] : undefined
  // Not measured: AWS answers an operation that it does not know with this name.
  // An operation that AWS has and we do not emulate gets the same: a clear error, never a success.
  if (service !== target || chosen === undefined) {
    throw new AwsError('UnknownOperationException', `The local stack does not emulate \`${name}\` of ${target}`)
  }
  const text = await request.text()
  let input: unknown
  try {
    // A field that is null is one that was not sent: the older SDKs write it so.
    input = text === '' ? {} : JSON.parse(text, (_, value: unknown) => value ?? undefined)
  } catch {
    throw new AwsError('SerializationException', 'The body is not valid JSON')
  }
  return chosen(input, request)
}

function reply(status: 200 | 400 | 500, body: object, errorType?: string): Response {
  const headers = new Headers({ 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
  if (errorType !== undefined) headers.set('x-amzn-errortype', errorType)
  return new Response(JSON.stringify(body), { status, headers })
}
