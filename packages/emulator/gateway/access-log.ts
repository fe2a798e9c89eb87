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

/** A line. What has no value is left out. */
export interface AccessEntry {
  /** ISO 8601. */
  readonly time: string
  /** What the client got as `apigw-requestid`. */
  readonly requestId: string
  readonly routeKey?: string
  readonly status: number
  readonly authorizerError?: string
  /** The message of an answer that is the gateway's own. */
  readonly errorMessage?: string
  readonly integrationError?: string
  readonly clientId?: string
  readonly sub?: string
  readonly org?: string
  readonly role?: string
}

/** `now` in milliseconds. */
export function accessEntry(requestId: string, now: number, notes: RequestNotes, answer: Answer): AccessEntry {
  const { routeKey, claims = {}, authorizerError, integrationError } = notes
  return {
    time: new Date(now).toISOString(),
    requestId,
    ...text('routeKey', routeKey),
    status: answer.status,
    ...text('authorizerError', authorizerError),
    ...text('errorMessage', answer.message),
    ...text('integrationError', integrationError),
    ...text('clientId', claims['client_id']),
    ...text('sub', claims['sub']),
    ...text('org', claims['org_id']),
    ...text('role', claims['role']),
  }
}

const text = (name: string, value: unknown) => (typeof value === 'string' ? { [name]: value } : {})

export interface AccessLog {
  readonly write: (entry: AccessEntry) => void
  readonly close: () => Promise<void>
}

/** Appends to the file, which only its owner may read. */
export function openAccessLog(file: string): AccessLog {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  // The log is a convenience: a full disk must not fail a request.
  stream.on('error', () => {})
  return {
    write: (entry) => stream.write(`${JSON.stringify(entry)}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  }
}
