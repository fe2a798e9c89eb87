/** The bodies that the emulated APIs read: whole, up to a size, before anything else is done. */
import type { Context, MiddlewareHandler } from 'hono'

/** In bytes. Ours: none of the calls but DynamoDB's is nearly as large. */
const usual = 128 * 1024

/** Reads the body. A larger one is refused with 413; one that breaks off is nobody's error, for nobody waits for the answer. */
export const limitedBody =
  (maxSize = usual): MiddlewareHandler =>
  async (c, next) => {
    if (Number(c.req.header('content-length') ?? 0) > maxSize) return tooLarge(c, maxSize)
    // Not iterated: left early, that would destroy the connection, and with it the refusal.
    const stream: ReadableStream<Uint8Array> | null = c.req.raw.body
    if (stream === null) return next()
    const reader = stream.getReader()
    const chunks: Uint8Array[] = []
    let size = 0
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        size += read.value.length
        if (size > maxSize) return tooLarge(c, maxSize)
        chunks.push(read.value)
      }
    } catch {
      return c.body(null, 400)
    }
    const { method } = c.req
    c.req.raw = new Request(c.req.raw, { method, body: Buffer.concat(chunks) })
    return next()
  }

/** Unknown: the words of AWS, whose own limits are higher. */
const tooLarge = (c: Context, maxSize: number) =>
  c.json({ __type: 'RequestEntityTooLarge', message: `The body is larger than ${maxSize} bytes` }, 413, {
    'x-amzn-errortype': 'RequestEntityTooLarge',
  })
