/** Reads a request's body up to the HTTP API's quota. */
import type { IncomingMessage } from 'node:http'

/** Documented (aws-facts §D.2): 10 MB. Whether AWS counts in powers of ten or of two is unknown. */
export const bodyQuota = 10 * 1024 * 1024

/** The body; `undefined` when it is larger than the quota, without reading the rest. */
export async function readBody(request: IncomingMessage, quota: number = bodyQuota): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > quota) return undefined
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
