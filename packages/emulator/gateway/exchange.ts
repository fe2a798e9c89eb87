/** Reads a request's body up to the HTTP API's quota, and writes the answer so that it arrives, even when the request was not read to its end. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { finished } from 'node:stream/promises'
import type { Answer } from './answer.ts'

/** How long a client may go on sending what is not read, in milliseconds. On one machine that is gigabytes. */
const patience = 5000

export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  requestId: string,
): Promise<void> {
  const { status, headers, cookies = [], body } = answer
  // Read what a refusal left unread: then the connection can be used again.
  if (!request.complete) await readBody(request)
  const isRead = request.complete
  // What was not read would be taken for the next request.
  if (!isRead) response.setHeader('connection', 'close')
  response.writeHead(status, {
    ...headers,
    ...(cookies.length === 0 ? {} : { 'set-cookie': [...cookies] }),
    'apigw-requestid': requestId,
  })
  const content = request.method === 'HEAD' ? Buffer.alloc(0) : body
  // As text, and so as one write with the headers; this encoding keeps each byte.
  if (isRead) return void response.end(content.toString('latin1'), 'latin1')
  response.flushHeaders()
  if (content.length > 0) response.write(content)
  // RFC 9112 §9.6: a connection closed on unread data is reset, and the reset takes the answer along.
  await drain(request)
  response.end()
}

/** Throws away what still comes, for a while. */
async function drain(request: IncomingMessage): Promise<void> {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(late.resolve, patience)
  request.resume()
  // A client that leaves has got what it wanted.
  await Promise.race([finished(request).catch(() => {}), late.promise])
  clearTimeout(timer)
}

/** Documented (aws-facts §D.2): 10 MB. Whether AWS counts in powers of ten or of two is unknown. */
const bodyQuota = 10 * 1024 * 1024

/** The body; `undefined` when it is larger than the quota, without reading the rest. */
export async function readBody(request: IncomingMessage, quota: number = bodyQuota): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > quota) return undefined
  // Most requests: all of it is here, and none of it is a body.
  if (request.complete && request.readableLength === 0) return Buffer.alloc(0)
  const chunks: Buffer[] = []
  let size = 0
  // Not the plain iterator: left early, it would destroy the connection, and with it the refusal.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    // Safe: no encoding is set on the stream, so that its chunks are buffers.
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > quota) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
