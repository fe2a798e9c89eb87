/**
 * The access log: one JSON line for each request that reaches an API, the refused ones above all: of those no function
 * hears. The fields are those of the template's own format, as far as they are known here. Route key and claims only,
 * never a path, a query or a header: those may hold a token.
 */
import { createWriteStream } from 'node:fs'
import type { Answer } from './answer.ts'
import type { Claims } from './authorizer/index.ts'

/** What is known about a request, filled in on its way. */
export interface RequestNotes {
  /** `undefined` when no route matches. */
  routeKey?: string
  /** Of a token whose signature was good, whether or not it was enough. */
  claims?: Claims | undefined
  /** Why the authorizer refused, in its own words. */
  authorizerError?: string
  /** How the function failed. */
  integrationError?: string
}

/** A line. */
export type AccessEntry = ReturnType<typeof accessEntry>

/** What has no value is left out. `now` in milliseconds. */
export function accessEntry(requestId: string, now: number, notes: RequestNotes, answer: Answer) {
  const { routeKey, claims = {}, authorizerError, integrationError } = notes
  return {
    /** ISO 8601. */
    time: new Date(now).toISOString(),
    /** What the client got as `apigw-requestid`. */
    requestId,
    ...text('routeKey', routeKey),
    status: answer.status,
    ...text('authorizerError', authorizerError),
    /** The message of an answer that is the gateway's own. */
    ...text('errorMessage', answer.message),
    ...text('integrationError', integrationError),
    ...text('clientId', claims['client_id']),
    ...text('sub', claims['sub']),
    ...text('org', claims['org_id']),
    ...text('role', claims['role']),
  }
}

const text = <Name extends string>(name: Name, value: unknown): { readonly [N in Name]?: string } =>
  // Safe: just that name and that text, or nothing.
  (typeof value === 'string' ? { [name]: value } : {}) as { readonly [N in Name]?: string }

export interface AccessLog {
  readonly write: (entry: AccessEntry) => void
  readonly close: () => Promise<void>
}

/** Lines of so many milliseconds are one write: each would cost the stack more than most else of a request. */
const moment = 50

/** Appends to the file, which only its owner may read. */
export function openAccessLog(file: string): AccessLog {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  // The log is a convenience: a full disk must not fail a request.
  stream.on('error', () => {})
  return {
    write: (entry) => {
      if (stream.writableCorked === 0) {
        stream.cork()
        setTimeout(() => stream.uncork(), moment)
      }
      stream.write(`${JSON.stringify(entry)}\n`)
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  }
}
