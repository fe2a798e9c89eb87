/** The body: JSON, in UTF-8, of bounded size. Handlers ask for it, so nothing is read before the guard has allowed. */
import { Problem } from '../problem.ts'
import { readLimited } from './read-limited.ts'
import { deepestJson, type JsonFault, jsonFault } from './strict-json.ts'

/** Bytes. No operation of the contract comes near; the gateway alone would pass ten million. */
export const maximumBodyBytes = 65_536

/** RFC 8259 §11 defines no parameter; `charset=utf-8` is what clients add all the same. */
const json = /^application\/json *(; *charset="?utf-8"? *)?$/i

function checkMediaType(headers: Headers): void {
  const encoding = headers.get('content-encoding') ?? 'identity'
  if (json.test(headers.get('content-type') ?? '') && encoding.toLowerCase() === 'identity') return
  throw new Problem('media_type_unsupported', {
    detail: 'Send `Content-Type: application/json`, in UTF-8 and without content encoding',
    headers: { accept: 'application/json' },
  })
}

function refused(fault: JsonFault): Problem {
  if (fault.kind === 'too_deep') {
    return new Problem('json_malformed', {
      detail: `The JSON is nested too deep: nest objects and lists at most ${deepestJson} levels deep`,
    })
  }
  const { detail, rule } = spellings[fault.kind]
  return new Problem('json_malformed', { detail, fields: [{ pointer: fault.pointer, rule }] })
}

const spellings = {
  duplicate_name: {
    detail: 'An object of the JSON has a name twice: send each name once in an object',
    rule: 'Must come once in its object',
  },
  half_character: {
    detail: 'A text of the JSON holds half a character: send text of whole Unicode characters',
    rule: 'Must be text of whole characters, without half a surrogate pair',
  },
} as const

function decoded(bytes: Uint8Array): { readonly text: string; readonly value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { text, value: JSON.parse(text) }
  } catch (error) {
    const detail = 'The body is not valid JSON: send one JSON value, in UTF-8 without a byte order mark'
    throw new Problem('json_malformed', { detail, cause: error })
  }
}

/**
 * The bytes; `undefined` when there are too many. A client that breaks off raises the socket's error, which looks like
 * that of a lost database: later on the two cannot be distinguished, and a caller could raise our alarms at will.
 * 400 by RFC 9112 §8 (incomplete message); the time limit's own 408 is the server's, which no longer asks us then.
 */
async function receivedFrom(request: Request): Promise<Uint8Array | undefined> {
  try {
    return await readLimited(request.body, maximumBodyBytes)
  } catch (error) {
    const detail = 'The body ended before it was complete: send the whole request again'
    throw new Problem('body_incomplete', { detail, cause: error })
  }
}

/**
 * Reads the body as JSON in which each name comes once and every string is text of whole characters.
 *
 * @throws {Problem} `media_type_unsupported`, `body_too_large`, `body_incomplete`, `json_malformed`
 */
export async function readJson(request: Request): Promise<unknown> {
  checkMediaType(request.headers)
  const declared = Number(request.headers.get('content-length') ?? 0)
  const bytes = declared > maximumBodyBytes ? undefined : await receivedFrom(request)
  if (bytes === undefined) throw new Problem('body_too_large', { detail: `Send at most ${maximumBodyBytes} bytes` })
  const { text, value } = decoded(bytes)
  const fault = jsonFault(text)
  if (fault !== undefined) throw refused(fault)
  return value
}
