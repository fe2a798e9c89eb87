/**
 * The largest body that the emulated AWS APIs read.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** Ours: none of their calls is nearly as large. In bytes. */
const maxSize = 128 * 1024

/** Refuses a larger one with 413. Unknown: the words of AWS, whose own limits are higher. */
export const limitedBody = (): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (c) =>
      c.json({ __type: 'RequestEntityTooLarge', message: `The body is larger than ${maxSize} bytes` }, 413, {
        'x-amzn-errortype': 'RequestEntityTooLarge',
      }),
  })
