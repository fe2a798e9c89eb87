/** The `Request` of an event: whole when a handler reads the body or lists the headers. */
import type { GatewayEvent } from '../lambda.ts'
import { headerValue, lazily } from './lazily.ts'

/** What is not ASCII comes encoded, as `hono/aws-lambda` has it. */
const ascii = (value: string): string => (/[^\0-\x7f]/.test(value) ? encodeURIComponent(value.toWellFormed()) : value)

/** The event's headers, by their names in lower case; `undefined` when one of them cannot be. */
export function headersOf({ headers = {}, cookies }: GatewayEvent): Map<string, string> | undefined {
  const sent = Object.entries({ ...(cookies === undefined ? {} : { cookie: cookies.join('; ') }), ...headers })
  const valid = new Map<string, string>()
  for (const [name, value = ''] of sent) {
    const text = headerValue(name, ascii(value))
    if (text === undefined) return undefined
    if (value !== '') valid.set(name.toLowerCase(), text)
  }
  return valid
}

export interface RequestParts {
  readonly method: string
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  readonly body?: Uint8Array<ArrayBuffer>
}

/** For `fetch` and for `new Request` take a `clone()` of it: they want one that is whole. */
export function requestOf({ method, url, headers, body }: RequestParts): Request {
  let whole: Request | undefined
  const made = () => (whole ??= new Request(url, { method, headers: [...headers], ...(body && { body }) }))
  return lazily<Request>(
    {
      method,
      url: new URL(url).href,
      headers: lazily<Headers>(
        {
          get: (name) => headers.get(name.toLowerCase()) ?? null,
          has: (name) => headers.has(name.toLowerCase()),
        },
        () => made().headers,
      ),
    },
    made,
  )
}
