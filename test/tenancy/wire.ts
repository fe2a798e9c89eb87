/** Requests over a real socket, with the path as it is: `fetch` would straighten it before anybody sees it. */
import { Agent, request as open } from 'node:http'

/** What goes out. */
export interface WireRequest {
  readonly method: string
  /** Path and query, sent byte for byte. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The body as data; `undefined` when it is none. */
  readonly json: unknown
}

/** Sends one request. @throws when no answer comes */
export type Send = (request: WireRequest) => Promise<Answer>

const parsed = (text: string): unknown => {
  try {
    // The annotation narrows what JSON.parse declares.
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

/** A client of the server on this port. */
export function clientOf(port: number): { readonly send: Send; readonly close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const send: Send = ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const outgoing = open({ host: '127.0.0.1', port, method, path, agent, headers: { ...headers, ...length } })
      outgoing.on('error', reject)
      outgoing.on('response', (incoming) => {
        let text = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (chunk: string) => {
          text += chunk
        })
        incoming.on('error', reject)
        incoming.on('end', () => {
          const named = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const)
          resolve({ status: incoming.statusCode ?? 0, headers: Object.fromEntries(named), text, json: parsed(text) })
        })
      })
      outgoing.end(body)
    })
  return { send, close: () => agent.destroy() }
}

/** An answer without what differs between any two: two refusals that tell nothing apart are equal in this form. */
export function anonymized({ status, headers, text }: Answer): string {
  const { date: _, 'x-request-id': __, ...others } = headers
  return JSON.stringify({ status, headers: others, text: text.replace(/urn:request:[0-9a-f-]{36}/, 'urn:request:*') })
}
