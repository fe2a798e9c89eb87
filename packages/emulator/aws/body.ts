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
    const reader = c.req.raw.body?.getReader()
    if (reader === undefined) return next()
    const chunks: Uint8Array[] = []
    let size = 0
    try {
      for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
        size += value?.length ?? 0
        if (size > maxSize) return tooLarge(c, maxSize)
        if (value !== undefined) chunks.push(value)
      }
    } catch {
      return c.body(null, 400)
    }
    c.req.raw = new Request(c.req.raw, { body: Buffer.concat(chunks) })
    return next()
  }

/** Unknown: the words of AWS, whose own limits are higher. */
const tooLarge = (c: Context, maxSize: number) =>
  c.json({ __type: 'RequestEntityTooLarge', message: `The body is larger than ${maxSize} bytes` }, 413, {
    'x-amzn-errortype': 'RequestEntityTooLarge',
  })
